"""Score 项目支出绩效自评表: exact points, each explained down to the clause it rests on."""

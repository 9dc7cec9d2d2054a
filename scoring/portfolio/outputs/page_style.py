"""The style sheet of summary.html: light and dark, wide and narrow, and on paper."""

from __future__ import annotations

STYLE = """
:root{color-scheme:light dark;--page:#f4f5f3;--card:#fff;--ink:#1c2421;--soft:#55605b;--rule:#d5dad7;\
--link:#0b5c7a;--bar:#3f7f93;--band:#eef1ef;--band2:#e4e9e6;--g0:#1f7a5c;--g1:#4f8fc0;--g2:#d09a2d;\
--g3:#b4483a;--g4:#8f6bb3;--gx:#8b9490;--error:#b4483a;--warning:#b9791a;--note:#5d7f95;--hit:#fff3c9}
@media (prefers-color-scheme:dark){:root{--page:#151a18;--card:#1e2522;--ink:#e6ebe8;--soft:#a3afa9;\
--rule:#3a4541;--link:#7fc4de;--bar:#6bb0c4;--band:#262e2b;--band2:#2e3834;--g0:#45a583;--g1:#76b1dd;\
--g2:#dfb04d;--g3:#dd7a6b;--g4:#b597d6;--gx:#87918c;--error:#e58373;--warning:#e0ad55;--note:#93b4c8;\
--hit:#4a431f}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);font:15px/1.65 "PingFang SC","Microsoft YaHei",\
"Noto Sans CJK SC","Source Han Sans SC","WenQuanYi Micro Hei",sans-serif}
main{max-width:1080px;margin:0 auto;padding:28px 24px 60px}
h1{font-size:25px;line-height:1.35;margin:0 0 4px}
h2{font-size:19px;margin:0 0 4px}
h3{font-size:15px;margin:0 0 4px}
p{margin:4px 0}
a{color:var(--link)}
.soft,caption{color:var(--soft);font-size:13.5px}
.card{background:var(--card);border:1px solid var(--rule);border-radius:6px;padding:18px 20px;\
margin:18px 0;overflow-wrap:anywhere}
.pair{display:grid;grid-template-columns:1fr 1fr;gap:0 18px}
dl.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(180px,1fr));gap:14px 20px;margin:12px 0}
dl.figures dt{color:var(--soft);font-size:13.5px}
dl.figures dd{margin:0;font-size:22px;font-weight:600;font-variant-numeric:tabular-nums;line-height:1.35}
dl.figures small{font-size:13px;font-weight:400;color:var(--soft)}
nav ul{display:flex;flex-wrap:wrap;gap:4px 16px;padding:0;margin:10px 0 0;list-style:none}
svg{display:block;width:100%;overflow:visible}
svg a:focus-visible *{stroke:var(--ink);stroke-width:2px}
svg a:hover *{opacity:.75}
text{font-size:12px;fill:var(--soft);font-variant-numeric:tabular-nums}
.end{text-anchor:end}.mid{text-anchor:middle}
.strong{fill:var(--ink);font-weight:600}
.halo{paint-order:stroke;stroke:var(--card);stroke-width:3px;stroke-linejoin:round}
.grid{stroke:var(--rule);stroke-width:1px}
.band{fill:var(--band)}.band2{fill:var(--band2)}
.back{fill:var(--band)}
.bar{fill:var(--bar)}.dot{fill:var(--bar);fill-opacity:.6;stroke:var(--card);stroke-width:.8px}
.g0{fill:var(--g0);background:var(--g0)}.g1{fill:var(--g1);background:var(--g1)}
.g2{fill:var(--g2);background:var(--g2)}.g3{fill:var(--g3);background:var(--g3)}
.g4{fill:var(--g4);background:var(--g4)}.gx{fill:var(--gx);background:var(--gx)}
.error{fill:var(--error);background:var(--error)}.warning{fill:var(--warning);background:var(--warning)}
.note{fill:var(--note);background:var(--note)}
.d1{fill:var(--bar);fill-opacity:.15}.d2{fill:var(--bar);fill-opacity:.32}.d3{fill:var(--bar);fill-opacity:.52}
.d4{fill:var(--bar);fill-opacity:.75}.d5{fill:var(--bar)}
.legend{display:flex;flex-wrap:wrap;gap:2px 16px;padding:0;margin:6px 0 10px;list-style:none;font-size:13.5px}
.legend i{display:inline-block;width:11px;height:11px;margin-right:5px;border-radius:2px}
.bars{padding:0;margin:8px 0;list-style:none}
.bars>li{margin:0 0 9px}
.bars .line{display:flex;justify-content:space-between;gap:14px;font-size:14px;line-height:1.45;\
margin-bottom:2px}
.bars .value{flex:none;color:var(--soft);font-variant-numeric:tabular-nums}
.scroll{overflow-x:auto}
.scroll:focus-visible{outline:2px solid var(--link)}
table{border-collapse:collapse;width:100%;font-size:14px;margin:8px 0}
th,td{border-bottom:1px solid var(--rule);padding:5px 8px;text-align:left;vertical-align:top}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
th{font-weight:600;white-space:nowrap}
thead th{border-bottom:2px solid var(--rule)}
.names{min-width:11em}
details{margin-top:10px}
summary{cursor:pointer;color:var(--link);font-size:14px}
.lists{columns:2 380px;column-gap:30px}
.list{break-inside:avoid;margin:0 0 14px;padding:4px 8px;border-left:3px solid var(--rule)}
.list ol{margin:2px 0 0;padding-left:24px;font-size:13.5px;line-height:1.5}
:target{background:var(--hit)}
.list:target{border-color:var(--warning)}
@media (max-width:700px){main{padding:16px 12px 40px}.card{padding:14px 12px;margin:12px 0}
.pair{grid-template-columns:1fr}h1{font-size:21px}dl.figures{grid-template-columns:1fr 1fr;gap:10px 12px}
dl.figures dd{font-size:18px}
th,td{padding:5px 5px}table{font-size:13.5px}
.bars .line{flex-wrap:wrap;gap:0 14px}.bars .value{margin-left:auto}}
@page{size:A4;margin:14mm 13mm;@bottom-right{content:"第 " counter(page) " 页，共 " counter(pages) " 页";\
font-size:9pt}}
@media print{:root{color-scheme:light;--page:#fff;--card:#fff;--ink:#000;--soft:#333;--rule:#999;--link:#000;\
--bar:#3f7f93;--band:#f2f2f2;--band2:#e4e4e4;--g0:#1f7a5c;--g1:#4f8fc0;--g2:#d09a2d;--g3:#b4483a;--g4:#8f6bb3;\
--gx:#8b9490;--error:#b4483a;--warning:#b9791a;--note:#5d7f95;--hit:#fff}
body{font-size:10.5pt;line-height:1.5}main{max-width:none;padding:0}
.card{border:0;border-top:1px solid var(--rule);border-radius:0;padding:8pt 0;margin:8pt 0}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
nav,details,.only-screen{display:none}a{text-decoration:none;color:inherit}
svg,.bars>li,tr,#totals,#execution{break-inside:avoid}h2,h3{break-after:avoid}.scroll{overflow:visible}
table{font-size:8.5pt}thead{display:table-header-group}.names{min-width:0}}
"""

"""The style sheet of a page with a form: a sheet of paper on the screen, A4 lying down in print."""

from __future__ import annotations

STYLE = """
:root{color-scheme:light}
*{box-sizing:border-box}
body{margin:0;background:#eef0f2;color:#111;font:14px/1.6 "PingFang SC","Microsoft YaHei",\
"Noto Sans CJK SC","Source Han Sans SC","WenQuanYi Micro Hei",sans-serif}
main,.remarks{max-width:1280px;margin:24px auto;padding:28px 32px;background:#fff;\
border:1px solid #d3d7db}
.scroll{overflow-x:auto}
.scroll:focus-visible{outline:2px solid #1f4e8c;outline-offset:4px}
table{width:100%;border-collapse:collapse;table-layout:fixed}
caption{padding:0 0 12px;text-align:center}
caption span{display:block}
.title{font-size:22px;font-weight:700;line-height:1.4;letter-spacing:.02em}
.subtitle{margin-top:4px;font-size:15px}
th,td{border:1px solid #444;padding:5px 6px;text-align:center;vertical-align:middle;\
font-weight:400;overflow-wrap:anywhere;white-space:pre-wrap}
th,td{height:34px}
.left{text-align:left}
.label{background:#f4f5f6;font-weight:600}
.label,.group{text-wrap:balance}
.number{font-variant-numeric:tabular-nums}
.total{font-weight:700;font-variant-numeric:tabular-nums}
.notes{margin-top:10px;font-size:13px;color:#222}
.notes p,footer p{margin:2px 0}
footer{margin-top:10px;font-size:12px;color:#444}
.remarks h2{margin:0 0 8px;font-size:17px}
.remarks h2:not(:first-child){margin-top:20px}
.remarks ul,.remarks ol{margin:0;padding-left:22px}
.findings li{margin:0 0 10px;padding-left:8px;border-left:3px solid #6b7280;overflow-wrap:anywhere}
.findings .error{border-color:#b42318}
.findings .warning{border-color:#b25e00}
.place,.help,.hint{color:#4a4f55}
.hint{margin:16px 0 0;font-size:12px}
@media screen and (max-width:900px){
main,.remarks{margin:0 0 12px;padding:16px 12px;border-width:1px 0}
caption{text-align:left}
caption span{position:sticky;left:0;width:calc(100vw - 24px);text-align:center}
.title{font-size:18px}
}
@page{size:A4 landscape;margin:10mm 12mm 13mm;\
@bottom-right{content:"第 " counter(page) " 页，共 " counter(pages) " 页";\
font:9pt SimSun,"Songti SC","Noto Serif CJK SC",serif}}
@media print{
body{background:none;font:9pt/1.35 SimSun,NSimSun,"Songti SC",STSong,"Noto Serif CJK SC",\
"Source Han Serif SC",serif;color:#000}
main{max-width:none;margin:0;padding:0;border:0}
.scroll{overflow:visible}
.remarks{display:none}
.title{font:16pt/1.4 SimHei,"Heiti SC","Noto Sans CJK SC","Source Han Sans SC",sans-serif}
.subtitle{font-size:11pt}
th,td{height:15pt;border:.75pt solid #000;padding:1.5pt 3pt}
.label{background:none;font-weight:700}
thead{display:table-header-group}
td{orphans:3;widows:3}
tr:not(:has(>[rowspan])){break-inside:avoid}
.notes,footer{font-size:8.5pt;color:#000}
.notes p,footer{break-inside:avoid}
}
"""

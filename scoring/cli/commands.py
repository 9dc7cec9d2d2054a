"""The names of all commands, what each does in a line, and what to say about words that are none."""

from __future__ import annotations

COMMANDS: dict[str, str] = {
    "check": "检查一个或许多项目文件，列出问题、位置和改法",
    "explain": "逐步列出每一分的算法、所用的数和依据",
    "whatif": "改一个值，看得分、总分、等级和问题怎样变",
    "sensitivity": "等级稳不稳：离各等级多远，丢分能否得回，小的变动会不会改变",
    "review": "自评与复核并列，写复核底稿；抽取要复核的项目",
    "report": "写《自评报告》，docx 或 Markdown",
    "rules": "评分规则：list 列出，show 查看，diff 比较，test 运行算例",
    "checks": "检查项：list 列出，show 查看",
    "indicators": "指标库：list 列出，search 查找，show 查看",
    "import": "把填好的自评表（Excel、Word、网页、CSV）转成项目文件",
    "new": "生成一份带说明、可直接评分的项目文件",
    "schema": "输出文件格式的 JSON Schema",
    "portfolio": "许多项目一次评分：文件夹、平面表进，三张表和汇总材料出",
    "serve": "打开网页和 HTTP API：拖进自评表就打分、改数、下载",
}
"""Commands that can be given."""

HELP = """\
用法：score 文件 [选项]
      score 命令 [参数]

给一个项目评分，打印《项目支出绩效自评表》：

  score project.yaml                       在终端打印自评表
  score 自评表.docx                        填好的 Word、Excel、网页、CSV 也可以
  score project.yaml -o 自评表.docx        写成 Word 表，格式随扩展名
  score project.yaml -f json               输出 JSON（数字精确到位）
  score project.yaml --rules hubei-2020    换一套评分规则
  cat project.yaml | score -               从标准输入读取

选项：

  -f, --format 格式   table（默认）、json、markdown、html、csv、xlsx、docx、pdf
  -o, --out 文件      写入文件；未写 -f 时按扩展名
  --rules 规则        规则编号或规则文件；默认按项目文件，再默认 mof-2020
  --form 版式         mof、shanxi、sichuan、hubei，默认随规则；csv 还有 flat（一行一个指标）
  -V, --version       版本
  -h, --help          本说明；score 命令 --help 看该命令的说明

命令：

{commands}

文件与命令同名时写 ./文件名。退出码：0 完成；1 有值读不出来或总分未定；
2 用法有误；3 程序自身的错误。
"""

_LIKE_SCORE = frozenset(("score", "scor", "socre", "scoer", "score.py"))


def help_text() -> str:
    """The help of ``score`` itself."""
    listed = "\n".join(f"  {name:<13}{text}" for name, text in COMMANDS.items())
    return HELP.format(commands=listed)


def missing_file(word: str) -> str:
    """What to say when the first argument is neither a command nor a file."""
    if word in _LIKE_SCORE:
        return f"没有文件 {word}。评分不需要写命令，直接写文件名：score project.yaml"
    if word.isascii() and word.replace("-", "").isalpha():
        from difflib import get_close_matches

        near = get_close_matches(word.lower(), tuple(COMMANDS), n=1, cutoff=0.6)
        if near:
            return f"没有文件 {word}；您是要 score {near[0]} 吗？"
    return f"没有文件 {word}。要生成一份新的项目文件：score new {suggested(word)}"


def suggested(word: str) -> str:
    """A name for a new project file where this one was looked for."""
    return word if word.endswith((".yaml", ".yml")) else "project.yaml"

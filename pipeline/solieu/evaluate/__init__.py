"""How accurate a model is on annotated articles, with intervals, calibration and every error: what `solieu evaluate` does, for Python users too.

report = evaluate("vi_solieu", "corpus/test")
report.figures["exact FACT f1"]
write_report(report, "report/")
"""

from solieu.evaluate.compare import Comparison, compare
from solieu.evaluate.report import write_report
from solieu.evaluate.run import Report, assess, evaluate

__all__ = ["Comparison", "Report", "assess", "compare", "evaluate", "write_report"]

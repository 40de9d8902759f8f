from reports.figures.catalogue import ALWAYS_RECORDED, DEFAULT_FORM, FIGURES, RATIOS
from reports.figures.declaration import Figure, Ratio, Source

__all__ = ["ALWAYS_RECORDED", "DEFAULT_FORM", "FIGURES", "RATIOS", "Figure", "Ratio", "Source"]

"""QR codes as SVG: the code on a paper that leads to the page which proves it genuine."""

import base64
import io

import segno


def qr_svg(text, *, border=2):
    """A QR code as an SVG document: error level M (survives a fax), one path, no size of its own, same bytes always."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        out, kind="svg", border=border, omitsize=True, xmldecl=False, svgclass=None, lineclass=None, nl=False
    )
    return out.getvalue().decode()


def qr_data_uri(text, *, border=2):
    """The same as a data: URI for an <img>; documents may use it since it touches no network."""
    return svg_data_uri(qr_svg(text, border=border))


def svg_data_uri(svg):
    """Any SVG text as a data: URI."""
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()

"""The documentation site: `make site` renders the Markdown of the repository with Sphinx into `build/site/`.

Belongs here: what Sphinx needs to know. Does not: what is read (docs/, notebooks/), checking that pages load nothing
from elsewhere (tests/site/), the looks of the site (docs/site/).
"""

project = "newsfold"
author = "the newsfold authors"
copyright = author

extensions = ["myst_nb"]
root_doc = "docs/index"
include_patterns = ["*.md", "docs/*.md", "benchmarks/*.md", "notebooks/*.ipynb"]
exclude_patterns = [".*", "build", "data", "pipelines", "samples", "sql", "tests", "warehouse", "expectations"]

myst_heading_anchors = 4
myst_links_external_new_tab = False
nb_execution_mode = "off"
suppress_warnings = ["myst.xref_ambiguous"]

html_theme = "furo"
html_title = "newsfold"
html_static_path = ["site/static"]
html_css_files = ["newsfold.css"]
html_extra_path = ["site/index.html"]
html_show_sphinx = False
html_copy_source = False
html_use_index = False
pygments_style, pygments_dark_style = "friendly", "github-dark"

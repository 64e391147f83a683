"""Packages the add-on as ``odoo-addon-key-account-service``.

Everything there is to know stands in the add-on's manifest.
"""

import ast
from pathlib import Path

from setuptools import find_namespace_packages, setup

MODULE = "key_account_service"
PACKAGE = f"odoo.addons.{MODULE}"
SERIES = "19.0"
# Dependencies that do not come with Odoo but as OCA packages.
OCA_ADDONS = (
    "base_tier_validation",
    "helpdesk_mgmt",
    "helpdesk_mgmt_fieldservice",
    "helpdesk_mgmt_rating",
    "report_xlsx",
    "web_widget_x2many_2d_matrix",
)

here = Path(__file__).resolve().parent
manifest = ast.literal_eval((here / MODULE / "__manifest__.py").read_text())


def requirements():
    """What pip has to install besides the add-on."""
    oca = [name for name in manifest["depends"] if name in OCA_ADDONS]
    return [
        f"odoo=={SERIES}.*",
        *(f"odoo-addon-{name.replace('_', '-')}=={SERIES}.*" for name in oca),
        *manifest.get("external_dependencies", {}).get("python", []),
    ]


def readme():
    """The README, for whoever looks at the package."""
    file = here / "README.md"
    return file.read_text() if file.exists() else ""


setup(
    name="odoo-addon-key-account-service",
    version=manifest["version"],
    description=manifest["summary"],
    long_description=readme(),
    long_description_content_type="text/markdown",
    author=manifest.get("author"),
    license=manifest["license"],
    classifiers=[
        "Framework :: Odoo",
        f"Framework :: Odoo :: {SERIES}",
        "Programming Language :: Python",
    ],
    python_requires=">=3.11",
    install_requires=requirements(),
    package_dir={PACKAGE: MODULE},
    packages=[
        PACKAGE,
        *(
            f"{PACKAGE}.{name}"
            for name in find_namespace_packages(str(here / MODULE))
            if (here / MODULE / Path(*name.split(".")) / "__init__.py").exists()
        ),
    ],
    package_data={PACKAGE: ["**/*"]},
    zip_safe=False,
)

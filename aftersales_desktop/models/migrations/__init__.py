"""Every step of the schema, oldest first. Adding one: write its module, add its name at the end."""

from aftersales_desktop.models.migrations import (
    m0001_office,
    m0002_people,
    m0003_units,
    m0004_warranty,
    m0005_reception,
    m0006_search,
    m0007_undone_imports,
    m0008_parts,
    m0009_attachments,
    m0010_merges,
    m0011_workshop,
    m0012_store,
    m0013_bench,
    m0014_leaving,
    m0015_outside,
    m0016_costs,
    m0017_pages,
    m0018_limits,
)

MIGRATIONS = (
    m0001_office, m0002_people, m0003_units, m0004_warranty, m0005_reception, m0006_search, m0007_undone_imports,
    m0008_parts, m0009_attachments, m0010_merges, m0011_workshop, m0012_store, m0013_bench, m0014_leaving,
    m0015_outside, m0016_costs, m0017_pages, m0018_limits,
)  # fmt: skip

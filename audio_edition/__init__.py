"""Turn a newspaper's page of profiles into a chaptered Mandarin audio edition."""

__version__ = "0.1.0"

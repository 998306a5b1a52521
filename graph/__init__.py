"""THE READER of Microsoft Graph: the only importer of msgraph, kiota and azure. It reads and never writes.

Every reader answers with a `ReadResult` of portfolio.observations: a value with its lineage, or a named gap.
"""

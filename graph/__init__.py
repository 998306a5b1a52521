"""THE READER of Microsoft Graph: the only importer of msgraph, azure and kiota. Nothing is read yet."""

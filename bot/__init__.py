"""THE TEAMS RIM: the only importer of botbuilder, botframework and msal."""

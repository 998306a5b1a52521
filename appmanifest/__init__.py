"""THE APP PACKAGE: builds and checks the zip an admin uploads to Teams."""

"""THE SAMPLE TENANT: a local server that answers with Graph's shapes and manners, over data whose truth is known.

`model` makes the data, `manners` says how it may misbehave, `app` answers. Nothing in it is a person.
"""

"""Sentences about people's accounts and mailboxes, and about what an app may read of them."""

MESSAGES: dict[str, str] = {
    "account.active": "the account is in use",
    "account.guest": "it is a guest’s account",
    "account.disabled": "the account is disabled",
    "account.gone": "the account no longer exists",
    "account.shared": "it is a mailbox shared by several people, a room or a device",
    "condition.sponsor_left": "the sponsor’s account is no longer in use",
    "condition.sponsor_guest": "the sponsor is a guest",
    "condition.sponsor_shared": "the sponsor is a shared mailbox",
    "sponsorstate.unfit": "Cannot answer for it",
    "reason.sponsor_unfit": "You get this because the directory says that the sponsor’s account cannot answer for it, and you can name another.",
    "notice.account_unfit.title": "{name} needs another sponsor",
    "notice.account_unfit.text": "What the directory says of this account: {account}. An initiative is answered for by one person of the company who can sign in.",
    "error.account_unfit": "You cannot answer for {name}. What the directory says of your account: {account}.",
    "error.account_not_looked_at": "Your account is still being looked up in the directory. Please press again in half a minute; nothing is lost.",
    "problem.account_unfit": "{name} cannot answer for it. What the directory says of the account: {account}.",
    "unsponsored.unfit": "{asked} cannot answer for it: {account}",
    "record.account": "Whether {sponsor}’s account is in use could not be seen (since {since})",
    "event.sponsor_unfit": "Sponsor’s account cannot answer for it",
}

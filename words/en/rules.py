"""Sentences of what the rules ask beside the number: breadth of use; and of changing rules that stand."""

MESSAGES: dict[str, str] = {
    # Breadth: R4
    "breadth.heading": "Who has to use it?",
    "breadth.share": "Least share of its people who use it, in percent",
    "breadth.share.error": "Write the share with digits, for example 60.",
    "breadth.share.example": "e.g. {usual}",
    "breadth.hint": "Its people are those of the followed group who have a licence; they use it if they did in the last four weeks. Left empty, {usual}% have to before it is funded.",
    "breadth.single_role": "Or: why one role is all it is meant for",
    "breadth.single_role.example": "e.g. Only the two treasury analysts do this work",
    "breadth.and": "And if",
    "breadth.single": "For one role",
    "breadth.least": "at least {percent}% of its people used it in the last four weeks, and not a few of them nearly all of it.",
    "breadth.unfollowed": "Nobody follows who uses it; an admin can switch that on.",
    "breadth.unknown": "How many do cannot be told at the moment: names are concealed, the group is too small, or no report came for two weeks.",
    "breadth.below": "At least {percent}% of its people were agreed on.",
    "breadth.hero": "Enough people do, but a few do nearly all of it.",
    "problem.breadth_out_of_range": "Choose a share from {least} to {most} percent.",
    "problem.case_too_short": "Say why one role is enough, in at least {least} characters.",
}

"""Sentences of the opportunity register and its ranking."""

MESSAGES: dict[str, str] = {
    "problem.amount_unlikely": "That is more than can be: at most {most}, and not below zero.",
    "problem.source_ahead": "This day is still to come. From which day is it known?",
    "problem.weight_unlikely": "A weight is a percentage from 0 to 100.",
    "problem.weights_total": "The three weights have to add up to 100; they add up to {total}.",
}

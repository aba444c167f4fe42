#!/usr/bin/env python3
"""Output validator of "Seats Apart", by the Kattis interface:

    validate.py input answer feedback_dir [flags] < team_output

Exit 42: accepted, 43: wrong answer; feedback_dir/judgemessage.txt says why.

A seating is checked against the input alone. The answer file only tells whether
there is a seating at all. The output is hostile: it is read as bytes and never
decoded, and a word becomes a number only when it is a short row of digits.
"""
import re
import sys
from pathlib import Path

ACCEPTED, WRONG = 42, 43
TICKET = re.compile(rb"[1-9][0-9]{0,3}")


def judge(n: int, possible: bool, words: list[bytes]) -> tuple[int, str]:
    """The verdict on the words of the output, and the reason."""
    if not words:
        return WRONG, "the output is empty"
    if words[0].lower() == b"impossible":
        if len(words) > 1:
            return WRONG, "something follows after impossible"
        return (WRONG, "there is a seating") if possible else (ACCEPTED, "no seating, as expected")
    if len(words) != n:
        return WRONG, f"{len(words)} words instead of {n} tickets"
    for seat, word in enumerate(words, 1):
        if not TICKET.fullmatch(word) or int(word) > n:
            return WRONG, f"word {seat} is no ticket"
    tickets = [int(word) for word in words]
    if len(set(tickets)) != n:
        return WRONG, "a ticket has two seats"
    for seat, (left, right) in enumerate(zip(tickets, tickets[1:]), 1):
        if abs(left - right) < 2:
            return WRONG, f"tickets {left} and {right} sit together on seats {seat} and {seat + 1}"
    if not possible:
        raise SystemExit("the output has a seating, the answer has none")
    return ACCEPTED, "all neighbours are apart"


def main() -> int:
    input_path, answer_path, feedback_dir = sys.argv[1:4]
    n = int(Path(input_path).read_text())
    possible = Path(answer_path).read_text().strip() != "impossible"
    verdict, reason = judge(n, possible, sys.stdin.buffer.read().split())
    Path(feedback_dir, "judgemessage.txt").write_text(reason + "\n")
    return verdict


sys.exit(main())

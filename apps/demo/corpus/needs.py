"""What became of needs, and why some people keep away. The needs themselves are those of the talks."""

ANSWERS = (
    "Medical information put the published data together; sent by e-mail with the references.",
    "Agreed with the study team: the analysis is part of the next data cut, expected in spring.",
    "A teaching session for the department is planned with an outside speaker.",
    "The synopsis was sent to clinical operations; they call the centre next week.",
    "The nurse-led material exists in their language; twenty copies were sent.",
    "Explained what exists and what does not; no study of ours will show it before next year.",
)
MET = (
    "That is what they were looking for; they use it in their tumour board.",
    "They thanked for the quick answer.",
    "Enough for now; they will come back when the next data are out.",
)
NOT_MET = (
    "Helpful, but not the subgroup they asked for.",
    "The session was about another setting than theirs.",
)
CLOSED = (
    "No data exist and none are planned; they know.",
    "They left clinical practice.",
    "The hospital solved it with another partner.",
)
#: The closed reason beside what they said.
FEEDBACK = (
    ("let_down", "Asked for the subgroup data twice last year and never heard back."),
    ("too_much", "Three different people of our company called within two weeks."),
    ("independence", "Sits on a guideline panel and wants no meetings with industry until it is published."),
    ("science", "Is not convinced by the comparator of the pivotal study and sees no point in more slides."),
    ("no_time", "Has no time for meetings beside the clinic since two colleagues left."),
    ("employer", "The hospital no longer allows visits during working hours."),
    ("no_benefit", "Said that the last two meetings brought nothing new for the daily practice."),
)

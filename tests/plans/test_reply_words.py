"""What somebody answered by mail: three answers in six languages, without what they quoted."""

import pytest

from app.plans.letters import mail_letter
from app.plans.letters.reply_words import Answer, Read, Said, own_words, read, shown

DONE, MOVING, BLOCKED = Answer

SAID = {
    "Done": [(1, DONE, "")],
    "done.": [(1, DONE, "")],
    "2 done": [(2, DONE, "")],
    "2) Moving, slowly": [(2, MOVING, "slowly")],
    "2 blocked waiting for the ministry": [(2, BLOCKED, "waiting for the ministry")],
    "Blocked: no samples": [(1, BLOCKED, "no samples")],
    "1 terminé\n2 bloqué : la douane": [(1, DONE, ""), (2, BLOCKED, "la douane")],
    "#2 en cours": [(2, MOVING, "")],
    "hecho": [(1, DONE, "")],
    "2 bloqueado por la ley": [(2, BLOCKED, "por la ley")],
    "٢ متوقف بانتظار الوزارة": [(2, BLOCKED, "بانتظار الوزارة")],
    "تم": [(1, DONE, "")],
    "2. Готово": [(2, DONE, "")],
    "2 заблокировано: ждём министерство": [(2, BLOCKED, "ждём министерство")],
    "2 受阻，等部委": [(2, BLOCKED, "等部委")],
    "1、完成": [(1, DONE, "")],
    "2进行中": [(2, MOVING, "")],
}


def test_three_answers_are_known_in_six_languages_to_things_by_their_numbers():
    told = {text: [(each.number, each.answer, each.words) for each in read(text, things=3).answers] for text in SAID}

    assert told == SAID
    assert {text: read(text, things=3).rest for text in SAID} == dict.fromkeys(SAID, "")


def test_what_letters_show_is_understood_in_the_language_they_show_it_in():
    for language in ("en", "fr", "es", "ar", "ru", "zh"):
        told = read("\n".join(f"{number} {word}" for number, word in enumerate(shown(language), 1)), things=3)
        assert [each.answer for each in told.answers] == [DONE, MOVING, BLOCKED]


@pytest.mark.parametrize(
    "words",
    [
        "Not done yet",
        "Undone",
        "Donetsk called",
        "We are blocked",
        "4 done",
        "0 done",
        "2026 is the year",
        "完",
        "3 startups joined",
        "3.5 more",
    ],
)
def test_what_only_looks_like_an_answer_stays_words(words):
    told = read(words, things=3)

    assert told == Read((), words)


def test_words_behind_a_number_belong_to_that_thing_and_all_others_to_nobody():
    text = "1 done\n\nThank you all.\n2. In June, if the law passes.\n3 startups joined.\n3 moving\nSee you"

    assert read(text, things=3) == Read(
        (
            Said(1, DONE, "", "done"),
            Said(2, None, "", "In June, if the law passes.\n3 startups joined."),
            Said(3, MOVING, "", "moving"),
        ),
        "Thank you all.\nSee you",
    )


QUOTATIONS = (
    "On Mon, 2 Mar 2026 at 07:00, Baraza <plans@baraza.example> wrote:",
    "On Monday the second of March 2026 at seven o'clock in the morning,\nBaraza <plans@baraza.example> wrote:",
    "Le lun. 2 mars 2026 à 07:00, Baraza <plans@baraza.example> a écrit :",
    "El lun, 2 mar 2026 a las 7:00, Baraza (<plans@baraza.example>) escribió:",
    "في الاثنين، ٢ مارس ٢٠٢٦ في ٧:٠٠ كتب Baraza <plans@baraza.example>:",
    "пн, 2 мар. 2026 г. в 07:00, Baraza <plans@baraza.example> пишет:",
    "在 2026年3月2日周一 07:00，Baraza <plans@baraza.example> 写道：",
    "-----Original Message-----",
    "________________________________",
)


@pytest.mark.parametrize("said", QUOTATIONS)
def test_a_quotation_is_left_out_whoever_wrote_it_in_whichever_language(said):
    assert own_words(f"1 done\n\n{said}\n\n> 1. Sign the contract\n> http://baraza.example/a/secret/") == "1 done"
    assert own_words(f"1 done\n\n{said}\n\n1. Sign the contract\nhttp://baraza.example/a/secret/") == "1 done"
    assert own_words(f"{said}\n> 1. Sign the contract\n\n1 done\n") == "1 done"


def test_a_signature_and_what_nobody_can_see_are_left_out():
    assert own_words("Done\x00\x07\r\nThanks\r\n-- \r\nOlu\r\n+254 700 000 000") == "Done\nThanks"
    assert own_words("On Monday I wrote:\nnothing") == "On Monday I wrote:\nnothing"


def mail(*headers, body="done", kind="text/plain; charset=utf-8"):
    head = ["From: Olu <Olu@Example.org>", "Message-ID: <one@example.org>", f"Content-Type: {kind}", *headers]
    return "\n".join([*head, "", body]).encode()


def test_a_mail_is_read_however_it_was_written():
    secret = "0" * 31 + "a"
    to = f"To: Plans <PLANS+{secret.upper()}@baraza.example>"
    page = "<style>p {}</style><p>1 done</p><div>see <b>you</b></div><blockquote>2 done<br>3 done</blockquote>"

    plain, html = mail_letter.read(mail(to)), mail_letter.read(mail(to, body=page, kind="text/html"))

    assert (plain.sender, plain.message_id, plain.text, plain.automatic) == (
        "olu@example.org", "<one@example.org>", "done", False,
    )  # fmt: skip
    assert plain.secret_for("plans@baraza.example") == secret
    assert plain.secret_for("plans@elsewhere.example") is None
    assert own_words(html.text) == "1 done\nsee you"
    assert mail_letter.read(mail(body="d\xe9j\xe0", kind="text/plain; charset=no-such")).text != ""
    for broken in (b"", b"\xff\x00", b"From: <\nTo: =?x?y?z?=\n\n\n", b"Content-Type: multipart/mixed\n\nx"):
        assert mail_letter.read(broken).text in {"", "\n", "x", "\ufffd\x00"}


@pytest.mark.parametrize(
    "header",
    ["Auto-Submitted: auto-replied", "Precedence: bulk", "X-Autoreply: yes", "Return-Path: <>"],
)
def test_what_no_person_wrote_is_known(header):
    assert mail_letter.read(mail(header)).automatic
    assert not mail_letter.read(mail("Auto-Submitted: no")).automatic

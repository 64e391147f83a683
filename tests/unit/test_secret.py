"""SEC-2: what is sealed opens with its key only, and marks tell nothing without it."""

import doctest
import os
import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric

from kas_lib import id_number, secret
from kas_lib.key_file import make_keys, read_keys
from kas_lib.secret import (
    BadKey,
    Keyring,
    Unreadable,
    new_key,
    parse_keys,
)

OLD, NEW = new_key(), new_key()
NUMBER = "360426199101010071"


class TestKeyring:
    @given(st.text())
    def test_what_was_sealed_opens_again(self, text):
        ring = Keyring([OLD])
        assert ring.open(ring.seal(text)) == text

    @given(st.text(min_size=4))
    def test_neither_seal_nor_mark_shows_the_text(self, text):
        ring = Keyring([OLD])
        assert text not in ring.seal(text)
        assert text not in ring.mark(text)

    def test_no_two_seals_are_alike_and_all_marks_are(self):
        ring = Keyring([OLD])
        assert ring.seal(NUMBER) != ring.seal(NUMBER)
        assert ring.mark(NUMBER) == ring.mark(NUMBER)

    @given(st.text(), st.text())
    def test_marks_tell_texts_apart(self, one, other):
        ring = Keyring([OLD])
        assert (ring.mark(one) == ring.mark(other)) == (one == other)

    def test_another_key_opens_nothing_and_marks_otherwise(self):
        old, new = Keyring([OLD]), Keyring([NEW])
        with pytest.raises(Unreadable):
            new.open(old.seal(NUMBER))
        assert old.mark(NUMBER) != new.mark(NUMBER)
        assert old.name != new.name

    def test_a_new_key_goes_before_the_old_one(self):
        sealed, mark = Keyring([OLD]).seal(NUMBER), Keyring([OLD]).mark(NUMBER)
        both = Keyring([NEW, OLD])
        assert both.open(sealed) == NUMBER
        assert both.marks(NUMBER) == [Keyring([NEW]).mark(NUMBER), mark]
        assert both.name == Keyring([NEW]).name
        assert Keyring([NEW]).open(both.seal(NUMBER)) == NUMBER

    def test_the_key_itself_neither_seals_nor_marks(self):
        with pytest.raises(Unreadable):
            Keyring([OLD]).open(Fernet(OLD).encrypt(b"x").decode())

    @pytest.mark.parametrize("sealed", ["", "x", "gAAAA", NUMBER])
    def test_what_was_never_sealed_is_unreadable(self, sealed):
        with pytest.raises(Unreadable):
            Keyring([OLD]).open(sealed)


class TestParsing:
    def test_a_key_a_line(self):
        ring = parse_keys(f"# a remark\n\n {NEW} \n{OLD}\n")
        assert ring.marks("x") == Keyring([NEW, OLD]).marks("x")

    @pytest.mark.parametrize("text", ["", "# only a remark\n", "short", "ä" * 44])
    def test_a_file_without_good_keys_is_refused(self, text):
        with pytest.raises(BadKey):
            parse_keys(text)


class TestKeyFile:
    def test_it_is_made_for_its_owner_only(self, tmp_path):
        path = tmp_path / "deep" / "key"
        made = make_keys(path)
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
        assert read_keys(path).name == made.name
        assert os.listdir(path.parent) == ["key"]

    def test_it_is_never_made_anew(self, tmp_path):
        path = tmp_path / "key"
        assert make_keys(path).name == make_keys(path).name

    def test_many_processes_agree_on_one(self, tmp_path):
        path = tmp_path / "key"
        with ThreadPoolExecutor(8) as pool:
            names = set(pool.map(lambda _n: make_keys(path).name, range(40)))
        assert len(names) == 1

    def test_reading_makes_none(self, tmp_path):
        with pytest.raises(FileNotFoundError):
            read_keys(tmp_path / "key")
        assert os.listdir(tmp_path) == []

    @pytest.mark.parametrize("mode", [0o644, 0o604, 0o620, 0o601])
    def test_one_that_others_may_read_or_change_is_refused(self, tmp_path, mode):
        path = Path(tmp_path / "key")
        path.write_text(OLD)
        path.chmod(mode)
        with pytest.raises(PermissionError):
            read_keys(path)


@st.composite
def residents(draw):
    """A resident ID number, with its birthday and the sex it says."""
    born = draw(st.dates(date(1900, 1, 1), date(2020, 12, 31)))
    order = draw(st.integers(0, 999))
    place = draw(st.sampled_from(["110101", "510104", "510107", "650102"]))
    number = f"{place}{born:%Y%m%d}{order:03}0"
    number = number[:-1] + ric.calc_check_digit(number)
    return number, born, "male" if order % 2 else "female"


class TestNumbers:
    @given(residents())
    def test_a_resident_number_says_birthday_and_sex(self, resident):
        number, born, sex = resident
        assert id_number.checked(number, "resident") == number
        assert id_number.birth_date(number) == born
        assert id_number.sex(number) == sex

    @given(residents(), st.sampled_from(["", " ", "\u3000", "-", "\t"]))
    def test_however_it_was_typed_it_is_the_same_number(self, resident, between):
        number = resident[0]
        wide = "".join(chr(ord(sign) + 0xFEE0) for sign in number.lower())
        typed = f" {wide[:6]}{between}{wide[6:14]}{between}{wide[14:]}\u3000"
        assert id_number.normalised(typed) == number
        assert id_number.checked(typed, "resident") == number

    @given(residents(), st.integers(0, 17), st.integers(1, 9))
    def test_one_wrong_digit_is_noticed(self, resident, place, more):
        number = resident[0]
        if number[place] == "X":
            return
        digit = str((int(number[place]) + more) % 10)
        wrong = number[:place] + digit + number[place + 1 :]
        with pytest.raises(id_number.BadNumber):
            id_number.checked(wrong, "resident")

    @pytest.mark.parametrize(
        "number",
        [
            "",
            None,
            "123",
            "510104198001010015",
            "990104198001010018",
            "510104208001010011",
            "510104198002300016",
            "٥١٠١٠٤١٩٨٠٠١٠١٠٠١٤",
            "510104198001010014" * 2,
        ],
    )
    def test_what_is_no_resident_number(self, number):
        with pytest.raises(id_number.BadNumber):
            id_number.checked(number, "resident")

    def test_a_resident_number_is_given_as_what_it_is(self):
        for kind in ("passport", "other"):
            with pytest.raises(id_number.BadNumber):
                id_number.checked(NUMBER, kind)

    def test_other_documents(self):
        assert id_number.checked("e 1234 5678", "passport") == "E12345678"
        for number in ("", "1234", "E123;DROP", "E" * 31, "护照12345"):
            with pytest.raises(id_number.BadNumber):
                id_number.checked(number, "passport")

    def test_an_error_does_not_repeat_the_number(self):
        with pytest.raises(id_number.BadNumber) as caught:
            id_number.checked("510104198001010015", "resident")
        assert str(caught.value) == ""
        assert "5101" not in repr(caught.value)

    @given(residents())
    def test_a_mask_shows_two_signs(self, resident):
        mask = id_number.masked(resident[0])
        assert mask == "********" + resident[0][-2:]

    def test_other_numbers_propose_nothing(self):
        for number in ("E12345678", "", None, "510104198002300016"):
            assert id_number.birth_date(number) is None
        assert id_number.sex("E12345678") is None


def test_the_examples_in_the_docstrings():
    for module in (id_number, secret):
        assert doctest.testmod(module).failed == 0

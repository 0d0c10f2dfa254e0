"""Blocks: which records are compared at all, so that a register of any size is searched in seconds.

Two records are compared where they share a key. The keys are such that two that are alike nearly always share one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping
from typing import Any

from kidesk.records.name_forms import plain, sound
from kidesk.records.organisation_likeness import OrganisationTraits, is_kind
from kidesk.records.person_likeness import PersonTraits

# In a block of more, each is compared only with those that follow it in the order of the traits. Of 40,000 persons with
# the names of Swedes this misses pairs that have nothing but one very common name in common, and of others none.
_LARGE, _FOLLOWING = 200, 40


def person_keys(one: PersonTraits) -> Iterator[Hashable]:
    """What a person is looked up by: what only one has, and any word of the name with the initial of another."""
    yield from (("mail", address) for address in one.emails)
    yield from (("phone", number) for number in one.phones)
    yield from (("id", given) for given in (one.orcid, one.linkedin, *one.external_ids) if given)
    heard = [sound(word) for word in one.name]
    for place, word in enumerate(heard):
        if len(word) > 1 or len(heard) == 1:
            initials = [other[:1] for at, other in enumerate(heard) if at != place]
            yield from (("name", word, initial) for initial in initials)
            # A name that is common in the register is hardly so in one organisation.
            yield from (("there", word, initial, where) for initial in initials for where in one.organisations)
            yield ("family", plain(one.name[place])[:3], tuple(sorted(other for other in heard if other != word)))
    if len(heard) == 1:
        yield ("name", heard[0], "")


def organisation_keys(one: OrganisationTraits) -> Iterator[Hashable]:
    """What an organisation is looked up by: codes, domains, and its names with any one word left out."""
    yield from (("id", given) for given in (one.ror_id, one.hei_id, one.erasmus_code, *one.external_ids) if given)
    yield from (("domain", domain) for domain in one.domains)
    if one.abbreviation:
        yield ("abbreviation", one.abbreviation, one.country)
    for name in one.names:
        yield ("name", name)
        heard = sorted(map(sound, name))
        yield ("heard", tuple(heard))
        telling = [word for word in heard if not is_kind(word)]
        if len(telling) > 1:
            yield from (("all but", tuple(heard[:place] + heard[place + 1 :])) for place in range(len(heard)))
        else:
            yield from (("beginning", word[:4], len(heard)) for word in telling)


def candidates(keys: Mapping[int, Iterator[Hashable]], order: Mapping[int, Any]) -> set[tuple[int, int]]:
    """The pairs of ids to compare, the smaller id first; `order` has what a large block is put in order by."""
    blocks: defaultdict[Hashable, list[int]] = defaultdict(list)
    for number, found in keys.items():
        for key in set(found):
            blocks[key].append(number)
    pairs: set[tuple[int, int]] = set()
    for block in blocks.values():
        if len(block) > 1:
            pairs.update(_pairs(block, order))
    return pairs


def _pairs(block: list[int], order: Mapping[int, Any]) -> Iterator[tuple[int, int]]:
    reach = len(block)
    if reach > _LARGE:
        block, reach = sorted(block, key=lambda number: (order[number], number)), _FOLLOWING
    for place, one in enumerate(block):
        for other in block[place + 1 : place + 1 + reach]:
            yield (one, other) if one < other else (other, one)

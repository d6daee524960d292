"""Something that is done at most so often: none who asks is forgotten, and none is served twice."""

from collections.abc import Callable

from webapp.db.spaced import Spaced


class Hand:
    """Counts the calls, and does what is put off when it is told to."""

    def __init__(self) -> None:
        self.calls = 0
        self.now_s = 100.0
        self.put_off: list[tuple[float, Callable[[], None]]] = []
        self.ask = Spaced(self._count, 0.1, lambda: self.now_s, lambda *later: self.put_off.append(later))

    def _count(self) -> None:
        self.calls += 1

    def go_on(self) -> None:
        """Let the time pass until what was put off is due, and do it."""
        wait_s, call = self.put_off.pop()
        self.now_s += wait_s
        call()


def test_who_asks_after_a_pause_is_served_at_once() -> None:
    hand = Hand()
    for _ in range(3):
        hand.ask()
        hand.now_s += 0.2
    assert (hand.calls, hand.put_off) == (3, [])


def test_all_who_ask_soon_after_are_served_once_when_the_time_is_over() -> None:
    hand = Hand()
    for _ in range(50):
        hand.ask()
    assert (hand.calls, [round(wait_s, 3) for wait_s, _ in hand.put_off]) == (1, [0.1])
    hand.go_on()
    assert hand.calls == 2


def test_what_was_put_off_counts_as_the_last_time() -> None:
    hand = Hand()
    hand.ask()
    hand.ask()
    hand.go_on()
    hand.ask()
    assert (hand.calls, len(hand.put_off)) == (2, 1)
    hand.go_on()
    assert (hand.calls, hand.put_off) == (3, [])

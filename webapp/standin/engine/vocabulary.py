"""The words the engine knows, as plain lists."""

from enum import StrEnum

from webapp.standin.engine.draw.colour import RGB, rgb


class Place(StrEnum):
    HARBOUR = "harbour"
    SEA = "sea"
    MOUNTAINS = "mountains"
    FOREST = "forest"
    CITY = "city"
    DESERT = "desert"
    SPACE = "space"
    MEADOW = "meadow"
    STILL_LIFE = "still life"
    ABSTRACT = "abstract"


class Hour(StrEnum):
    DAWN = "dawn"
    DAY = "day"
    SUNSET = "sunset"
    DUSK = "dusk"
    NIGHT = "night"
    STORM = "storm"


PLACES: dict[Place, str] = {
    Place.HARBOUR: (
        "harbour harbor port marina dock pier quay boat sailboat ship fishing lighthouse village venice bay"
    ),
    Place.SEA: "sea ocean wave beach shore coast island tide surf lagoon underwater water cliff sail",
    Place.MOUNTAINS: (
        "mountain peak alps alpine summit valley glacier lake fjord ridge snow cabin volcano river cliff"
    ),
    Place.FOREST: (
        "forest wood woods jungle tree pine grove woodland fern deer fox mushroom fairy path autumn"
    ),
    Place.CITY: (
        "city street town skyline building skyscraper tower downtown neon cyberpunk alley "
        "urban rain taxi tokyo paris york london window roof rooftop robot car"
    ),
    Place.DESERT: "desert dune sand sahara canyon mesa camel cactus oasis mars pyramid caravan egypt",
    Place.SPACE: (
        "space galaxy nebula planet star cosmos cosmic universe orbit astronaut saturn comet "
        "rocket spaceship alien constellation"
    ),
    Place.MEADOW: (
        "meadow field flower grass hill farm garden spring poppy lavender wheat sunflower "
        "pasture barn countryside balloon rainbow windmill tulip horse cow sheep landscape"
    ),
    Place.STILL_LIFE: (
        "still fruit vase apple pear orange lemon bowl table bottle cup tea coffee bread "
        "breakfast kitchen food pot jug candle book interior room"
    ),
    Place.ABSTRACT: (
        "abstract geometric pattern shape minimal minimalist bauhaus fluid marble swirl paper "
        "texture art wallpaper poster logo gradient modern"
    ),
}

HINTS = frozenset(
    [
        "art",
        "balloon",
        "boat",
        "book",
        "bottle",
        "cabin",
        "candle",
        "car",
        "cliff",
        "cow",
        "cup",
        "deer",
        "flower",
        "fox",
        "horse",
        "modern",
        "mushroom",
        "paper",
        "path",
        "pine",
        "rain",
        "rainbow",
        "river",
        "robot",
        "roof",
        "sail",
        "sailboat",
        "sand",
        "ship",
        "snow",
        "star",
        "table",
        "tower",
        "tree",
        "village",
        "water",
        "window",
    ]
)
"""Words that speak for a place less strongly than its name does."""

HOURS: dict[Hour, str] = {
    Hour.DAWN: "dawn sunrise morning daybreak pastel mist misty fog foggy early",
    Hour.DAY: "day noon midday sunny daylight bright afternoon summer clear",
    Hour.SUNSET: "sunset golden evening sundown amber warm autumn fall",
    Hour.DUSK: "dusk twilight blue-hour gloaming nightfall",
    Hour.NIGHT: (
        "night midnight moon moonlight moonlit dark starry stars nocturnal neon aurora cyberpunk lantern"
    ),
    Hour.STORM: "storm stormy rain rainy overcast gloomy thunder lightning grey gray moody winter",
}

MATERIALS: dict[str, str] = {
    "water": "water sea ocean lake river pool wave waves pond puddle rain waterfall",
    "stone": "stone rock rocks rocky cobblestone granite marble pebble boulder concrete cliff",
    "brick": "brick bricks wall",
    "wood": "wood wooden plank planks timber board oak deck",
    "grass": ("grass grassy meadow lawn moss mossy field leaf leaves leafy foliage ivy bush hedge jungle"),
    "gold": "gold gilded golden brass bronze metal metallic copper silver chrome steel",
    "fire": "fire flame flames burning blaze lava ember bonfire torch explosion",
    "cloud": "cloud clouds cloudy sky smoke fog mist misty steam",
    "flowers": (
        "flower flowers rose roses blossom blossoms poppy poppies tulip daisy daisies bouquet "
        "garden sunflower petals"
    ),
    "neon": "neon glowing glow laser led hologram cyberpunk electric",
    "glass": "glass crystal ice icy frozen gem diamond mirror transparent bubble",
    "sand": "sand sandy dune dunes desert beach",
    "snow": "snow snowy frost winter",
    "stars": "stars starry galaxy nebula cosmos night space universe",
}

THINGS: dict[str, str] = {
    "moon": "moon moonlight",
    "sun": "sun sunshine",
    "boat": "boat sailboat ship yacht sail dinghy rowboat",
    "tree": "tree pine fir oak cypress",
    "lantern": "lantern lamp streetlamp candle",
    "balloon": "balloon balloons airship zeppelin",
    "bird": "bird birds seagull gull swan crow eagle dove",
    "house": "house cabin cottage hut home barn church castle",
    "lighthouse": "lighthouse beacon",
    "window": "window door",
    "planet": "planet saturn jupiter mars earth",
    "mushroom": "mushroom mushrooms toadstool",
    "umbrella": "umbrella parasol",
    "star": "star comet meteor",
    "cat": "cat kitten",
    "fish": "fish whale dolphin",
    "heart": "heart love",
    "kite": "kite",
    "fruit": "apple fruit pear cherry",
    "butterfly": "butterfly butterflies moth",
}

_COLOUR_CODES = (
    "red #d0312d crimson #b0122e scarlet #e2341d ruby #9b1132 burgundy #6d1a36 orange #ec7a1c "
    "amber #f0a020 copper #b8692f rust #a8482a peach #f7b58c coral #f4705c salmon #f28d78 yellow "
    "#f2ce2e golden #e6ae2e gold #e6ae2e lemon #f4e04d green #3c9a44 emerald #12996a lime #9ccf2f "
    "olive #7d8233 mint #8ed6b0 sage #93a982 jade #2fa57a teal #128a8c turquoise #2cc0bd cyan "
    "#22b8d6 aqua #3cc8cc blue #2b63c9 azure #3d8fe0 navy #1c2f66 indigo #3c3795 cobalt #1f4bb5 "
    "sapphire #1c45a0 violet #7a45bb purple #84389f lavender #a58cd8 lilac #b99ad6 magenta "
    "#c62a8e pink #ef7fa8 rose #e2557f fuchsia #d42a90 white #f3f2ee ivory #f2ead6 silver #bcc3ca "
    "grey #868b92 gray #868b92 black #1a1b20 brown #7b4f31 beige #d8c3a0 chocolate #5e3722 "
)

_codes = _COLOUR_CODES.split()
COLOURS: dict[str, RGB] = {name: rgb(code) for name, code in zip(_codes[::2], _codes[1::2], strict=True)}

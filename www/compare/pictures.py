"""The picture that `blur` blurs, and how: a city at night, as the page draws it, and a tent of weights."""

UNITS = 160
HIGH_SKY, LOW_SKY = (12, 16, 44), (226, 112, 82)
MOON, WALL, STAR = (255, 246, 214), (16, 18, 30), (255, 255, 255)
LAMPS = (255, 214, 120), (255, 240, 200), (255, 158, 92), (150, 205, 255)
REACH = 15
WEIGHTS = [REACH + 1 - abs(offset) for offset in range(-REACH, REACH + 1)]


def tiles(size):
    """Columns and rows of tiles of 16 by 16 pixels; pictures are two thirds as high as wide."""
    return -(-size // 16), -(-(-(-2 * size // 3)) // 16)


def city(size, stream, numbers):
    """Rows of pixels; `stream` gives random numbers, `numbers` makes another stream from a seed."""
    width, height = (16 * count for count in tiles(size))
    houses, left = [], 0
    while left < UNITS:
        right = left + 7 + 2 * stream.below(6)
        lamp = LAMPS[stream.below(4)]
        houses.append((left, right, 18 + 2 * stream.below(28), stream.bits(), lamp))
        left = right
    stars = stream.bits()
    rows = []
    for y in range(height):
        up, down = (height - 1 - y) * UNITS // width, y * UNITS // width
        row = []
        for x in range(width):
            across = x * UNITS // width
            house = next((it for it in houses if across < it[1]), houses[-1])
            if up < house[2]:
                row.append(wall(house, across, up))
            else:
                star = numbers(stars ^ (down << 16 | across))
                row.append(sky(across, down, y * 255 // height, star))
        rows.append(row)
    return rows


def wall(house, across, up):
    left, right, height, lit, lamp = house
    column, floor = across - left, height - 1 - up
    is_window = column % 2 == 1 and floor % 2 == 1 and across + 1 < right
    return lamp if is_window and lit >> (floor // 2 * 7 + column // 2) % 64 & 1 else WALL


def sky(across, down, depth, star):
    if (across - 124) ** 2 + (down - 22) ** 2 < 64:
        return MOON
    if star.below(90) == 0:
        return STAR
    dusk = depth * depth // 255
    return tuple((high * (255 - dusk) + low * dusk) // 255
                 for high, low in zip(HIGH_SKY, LOW_SKY))


def blur(size, tile, rows):
    """The pixels of one blurred tile, four bytes each."""
    columns = tiles(size)[0]
    left, top = tile % columns * 16, tile // columns * 16
    last_x, last_y = len(rows[0]) - 1, len(rows) - 1
    reach = range(-REACH, 16 + REACH)
    xs = [min(max(left + x, 0), last_x) for x in reach]
    along = []
    for y in reach:
        row = rows[min(max(top + y, 0), last_y)]
        pixels = [row[x] for x in xs]
        along.append([weighed(pixels[x:x + len(WEIGHTS)]) for x in range(16)])
    return b"".join(
        bytes([*((channel + 32_768) >> 16 for channel in
                 weighed([row[x] for row in along[y:y + len(WEIGHTS)]])), 255])
        for y in range(16) for x in range(16))


def weighed(pixels):
    return tuple(sum(map(int.__mul__, channel, WEIGHTS)) for channel in zip(*pixels))

"""The pictures of a new site to try out: scenes and charts, drawn when asked for."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PIL import Image

from portal.demo.pictures import (
    cafe,
    charts,
    festival,
    garden,
    kitchen,
    library,
    market,
    park,
    pets,
    school,
    season,
    sports,
    town,
    water,
)

Kind = Literal["scene", "chart"]
Topic = Literal[
    "market", "river", "park", "library", "festival", "weather", "school", "kitchen",
    "pets", "street", "garden", "sports", "night", "snow", "bus", "cafe",
]  # fmt: skip


@dataclass(frozen=True)
class DrawnPicture:
    """A picture that is drawn, not stored.

    name: a Korean file name without its ending; alt: what it shows, one sentence;
    topic: what a post that carries it is about.
    """

    name: str
    alt: str
    caption_kind: Kind
    topic: Topic
    painter: Callable[[], Image.Image]

    @property
    def kind(self) -> Kind:
        """Whether it is a scene or a chart."""
        return self.caption_kind

    def draw(self) -> Image.Image:
        """Draw it: RGB, the same each time, 1600 pixels on its longer side."""
        return self.painter()


def _scene(
    topic: Topic, name: str, alt: str, painter: Callable[[], Image.Image]
) -> DrawnPicture:
    return DrawnPicture(name, alt, "scene", topic, painter)


def _chart(
    topic: Topic, name: str, alt: str, painter: Callable[[], Image.Image]
) -> DrawnPicture:
    return DrawnPicture(name, alt, "chart", topic, painter)


PICTURES: list[DrawnPicture] = [
    _scene(
        "river",
        "강변의 저녁",
        "노을 진 강 위로 다리와 건물이 비치고 배 한 척이 떠 있습니다.",
        water.river_evening,
    ),
    _scene(
        "river",
        "강변 자전거 길",
        "노란 옷을 입은 사람이 강가 자전거 길을 달립니다.",
        water.river_path,
    ),
    _scene(
        "weather",
        "바다 해돋이",
        "등대 옆 바다 위로 붉은 해가 반쯤 떠올랐습니다.",
        water.sea_sunrise,
    ),
    _scene(
        "night",
        "아파트의 밤",
        "큰 달 아래 아파트 창마다 불이 켜져 있고 두 사람이 걸어갑니다.",
        town.flats_at_night,
    ),
    _scene(
        "street",
        "한낮의 횡단보도",
        "가게가 늘어선 거리에서 사람들이 횡단보도를 건넙니다.",
        town.crossing,
    ),
    _scene(
        "street",
        "언덕 위 옛 동네",
        "알록달록한 지붕의 집들이 언덕을 따라 겹겹이 서 있고 가운데로 계단이 나 있습니다.",
        town.old_quarter,
    ),
    _scene(
        "bus",
        "가을 버스 정류장",
        "단풍 든 나무 아래 정류장으로 초록색 마을버스가 들어옵니다.",
        town.bus_stop,
    ),
    _scene(
        "school",
        "학교 운동장",
        "시계가 걸린 벽돌 학교 앞 운동장에서 아이들이 공을 찹니다.",
        school.school_yard,
    ),
    _scene(
        "park",
        "벚꽃 핀 공원",
        "활짝 핀 벚나무 아래 긴 의자가 놓여 있고 꽃잎이 날립니다.",
        park.cherry_blossoms,
    ),
    _scene(
        "park",
        "단풍길 산책",
        "붉고 노란 나무 사이로 난 길을 두 사람이 걷습니다.",
        park.autumn_walk,
    ),
    _scene(
        "pets",
        "공 쫓는 강아지",
        "털이 복슬복슬한 강아지가 잔디밭에서 노란 공을 쫓아 달립니다.",
        pets.dog_walk,
    ),
    _scene(
        "park",
        "연 날리는 아이들",
        "언덕 위 아이들이 파란 하늘에 색색의 연을 띄웁니다.",
        park.kites,
    ),
    _scene(
        "festival",
        "열기구 축제",
        "풀밭의 천막 위로 색색의 열기구가 떠오릅니다.",
        festival.balloons,
    ),
    _scene(
        "festival",
        "불꽃놀이",
        "밤하늘에 터진 불꽃이 물에 비치고 사람들이 구경합니다.",
        festival.fireworks,
    ),
    _scene(
        "festival",
        "등불 거리",
        "골목 위로 줄줄이 걸린 종이 등이 밤길을 밝힙니다.",
        festival.lantern_street,
    ),
    _scene(
        "weather",
        "비 오는 날 우산",
        "젖은 길 위로 색색의 우산이 지나가는 모습을 위에서 내려다보았습니다.",
        season.umbrellas,
    ),
    _scene(
        "snow",
        "눈 쌓인 기와지붕",
        "눈 덮인 기와집 창에 따뜻한 불이 켜져 있고 굴뚝에서 연기가 오릅니다.",
        season.snowy_roofs,
    ),
    _scene(
        "snow",
        "빨간 목도리 눈사람",
        "전나무 사이에 빨간 목도리를 두른 눈사람이 서 있습니다.",
        season.snowman,
    ),
    _scene(
        "market",
        "시장 과일 가게",
        "줄무늬 차양 아래 상자마다 과일이 가득하고 주인이 서 있습니다.",
        market.fruit_stall,
    ),
    _scene(
        "market",
        "포장마차의 밤",
        "밤거리 포장마차에서 손님 셋이 김 나는 음식을 기다립니다.",
        market.snack_cart,
    ),
    _scene(
        "cafe",
        "카페 창가 자리",
        "창가 탁자에 김이 나는 커피 한 잔과 딸기 케이크가 놓여 있습니다.",
        cafe.cafe_window,
    ),
    _scene(
        "kitchen",
        "보글보글 찌개",
        "뚝배기에 두부를 넣은 빨간 찌개가 김을 내며 끓습니다.",
        kitchen.stew,
    ),
    _scene(
        "kitchen",
        "둥근 밥상",
        "둥근 상에 밥과 국, 생선과 반찬을 차린 모습을 위에서 보았습니다.",
        kitchen.laid_table,
    ),
    _scene(
        "kitchen",
        "갓 구운 빵",
        "빵집 선반과 도마 위에 갓 구운 빵이 가득합니다.",
        cafe.fresh_bread,
    ),
    _scene(
        "library",
        "도서관 서가",
        "높은 서가 앞에서 한 사람은 사다리에 오르고 한 사람은 책을 읽습니다.",
        library.book_shelves,
    ),
    _scene(
        "library",
        "비 오는 창가의 책",
        "비 내리는 창가에 펼친 책과 쌓아 둔 책, 화분이 있습니다.",
        library.book_by_window,
    ),
    _scene(
        "school",
        "빈 교실",
        "칠판에 셈과 해 그림이 적혀 있고 책상마다 공책이 펼쳐져 있습니다.",
        school.classroom,
    ),
    _scene(
        "pets",
        "담 위의 고양이",
        "달이 뜬 저녁, 담 위에 검은 고양이가 앉아 있습니다.",
        pets.cat_on_wall,
    ),
    _scene(
        "garden",
        "주말 텃밭",
        "허수아비가 지키는 텃밭에 채소가 줄지어 자랍니다.",
        garden.vegetable_garden,
    ),
    _scene(
        "garden",
        "감나무 아래 장독대",
        "주황빛 감이 열린 나무 아래 장독이 층층이 놓여 있습니다.",
        garden.sauce_jars,
    ),
    _scene(
        "sports",
        "하늘에서 본 축구 경기",
        "잔디 구장에서 두 팀이 겨루는 모습을 높은 곳에서 내려다보았습니다.",
        sports.football_pitch,
    ),
    _scene(
        "sports",
        "노을 속 농구",
        "노을 진 농구장에서 공이 골대로 날아갑니다.",
        sports.basketball,
    ),
    _chart(
        "library",
        "월별 도서 대출",
        "한 해 동안 달마다 빌려 간 책의 수를 나타낸 막대그래프로 8월이 가장 높습니다.",
        charts.loans_by_month,
    ),
    _chart(
        "weather",
        "두 주 동안의 기온",
        "두 주 동안의 최고 기온과 최저 기온을 나타낸 꺾은선그래프입니다.",
        charts.week_of_warmth,
    ),
    _chart(
        "market",
        "장터 매출 흐름",
        "장터 가게 세 갈래의 주별 매출을 쌓아 올린 영역그래프입니다.",
        charts.market_takings,
    ),
    _chart(
        "festival",
        "축제 예산 나누기",
        "축제 예산을 다섯 갈래로 나눈 도넛그래프로 가장 큰 몫이 34%입니다.",
        charts.festival_budget,
    ),
    _chart(
        "bus",
        "버스 노선별 승객",
        "마을버스 여섯 노선의 하루 승객 수를 견준 가로 막대그래프입니다.",
        charts.bus_riders,
    ),
    _chart(
        "sports",
        "달리기 모임 기록",
        "달린 거리와 걸린 시간을 점으로 찍은 산점도에 추세선이 그어져 있습니다.",
        charts.runners,
    ),
    _chart(
        "garden",
        "텃밭 물 준 날",
        "반년 동안 텃밭에 물을 준 양을 초록색 짙기로 나타낸 달력 그래프입니다.",
        charts.watering_days,
    ),
    _chart(
        "cafe",
        "음료 맛 견주기",
        "두 가지 음료의 여섯 가지 맛을 견준 방사형 그래프입니다.",
        charts.tastes,
    ),
]

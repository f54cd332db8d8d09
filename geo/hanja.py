"""Hanja of the names of places into Hangul, as Korea and as Japan write them."""

from __future__ import annotations

import re

HANJA = re.compile(r"[\u4e00-\u9fff]")
_RUN = re.compile(r"[\u4e00-\u9fff]+")
_WORDS = {
    word: hangul
    for hangul, words in {
        "국가": ("國家", "国家"),
        "일반": ("一般",),
        "지방": ("地方",),
        "농공단지": ("農工團地", "農工団地"),
        "산업단지": (
            "産業團地",
            "産業団地",
            "產業團地",
            "產業園區",
            "産業園區",
            "产业园区",
            "产业团地",
        ),
        "공업단지": ("工業團地", "工業団地", "工業園區", "工业园区", "工业团地"),
        "공단": ("工團", "工団"),
        # Names that do not sound as their characters do elsewhere.
        "김": ("金(?=[海泉浦堤])",),
        "의령": ("宜寧",),
        "보령": ("保寧", "保宁"),
    }.items()
    for word in words
}
"""The words for complex too, as they are written in Japan and China."""
_WORD = re.compile("|".join(_WORDS))
_READINGS = (
    "가加可 각角 감甘 강江康岡剛強 개開 거巨居 건建 검黔 경慶京景 계桂溪鷄鶏界 고高古固 곡谷曲 "
    "공公工空 과果科 관冠官 광光廣広鑛 괴槐 교橋校 구九龜亀邱丘求區区口舊 국國国 군軍郡群 궁宮 "
    "권勸勧 귀貴歸帰 금金錦衿 기機基畿器 길吉 남南 내內内 녕寧 농農 단丹團団端檀 달達 담潭 "
    "당唐堂黨党 대大垈臺台 덕德徳 도道島都桃 동東洞同銅 두豆斗 등登 라羅 락洛 랑浪 래萊莱 "
    "량良梁 려麗驪 련漣蓮 령靈霊嶺 례禮礼醴 로鷺路老蘆芦 록鹿綠緑 론論 룡龍竜 류柳 률栗 릉陵 "
    "리里利裡 린麟 림林 마馬麻 만萬万 매梅 명明鳴 목木牧 무務茂武舞 문文聞門 미美尾彌渼 밀密 "
    "반半盤 방方 백白百 법法 별別 병竝 보寶宝普報 복福 본本 봉奉鳳峰 부富釜扶府副 북北 분盆 "
    "불佛仏 비比飛 사沙泗 산山産產 삼三 상上尙尚常 서西瑞舒 석石 선善宣 성城星成 세世 소所蘇素 "
    "속束 송松宋 수水輸壽寿 순順淳 시始市 식食 신新信 실實実 아牙 악岳 안安 암巖岩 양楊陽襄養 "
    "업業业 여餘余 역域 연燕延 영永榮栄英盈營営迎影 오烏五梧 옥玉沃 온溫温 옹甕 완完莞 왕王 "
    "왜倭 우牛 운雲 울蔚鬱 웅熊 원原源元園院 월月越 위威渭 유儒 은恩 음陰 읍邑 응應 의義議 "
    "익益 인仁 일一日 임任 자自子 작雀 장長張場 전全田 정井旌政定正 제堤濟済第蹄 조造 종鍾鐘宗 "
    "주州洲舟朱注 죽竹 중中 증曾 지地池知旨枝 진鎭鎮珍晉晋津 창昌倉敞 처處処处 척陟 천川泉天千 "
    "철鐵鉄 첨尖 청淸清靑青 초草 촌村 추秋鄒 춘春 출出 충忠 치治 칠漆七 탄灘 태泰太 택澤沢 "
    "통統通 특特 파坡 팔八 평平坪 포浦抱 풍豊豐 하河下 학鶴學学 한韓漢 함咸 합陜合 항項港 "
    "해海 향香 현縣県玄 호虎湖 홀忽 홍洪鴻 화和華花化 황黃黄 회會会 횡橫横 효孝 흥興兴"
)
_NUMBERED = re.compile(r"第([一二三四五六七八九])(?!十)")
_NUMERALS = "一二三四五六七八九"
_READING_OF = {character: group[0] for group in _READINGS.split() for character in group[1:]}
_FIRST = str.maketrans(
    "라락래량려련령례로록론룡류률릉리린림녕", "나낙내양여연영예노녹논용유율능이인임영"
)
"""What begins a word sounds otherwise: 羅州 is 나주, 全羅 전라."""


def in_hangul(text: str) -> str:
    """Return a text with hanja as it is read; characters of no place's name stay.

    >>> in_hangul("群山国家産業団地"), in_hangul("羅州"), in_hangul("全州第二産業団地")
    ('군산국가산업단지', '나주', '전주제2산업단지')
    """
    plain = _NUMBERED.sub(_in_digits, words_in_hangul(text))
    return _RUN.sub(lambda found: _read(found[0]), plain)


def words_in_hangul(text: str) -> str:
    """Return a text with the words for complex as they are read; names stay as written.

    >>> words_in_hangul("群山国家産業団地")
    '群山국가산업단지'
    """
    return _WORD.sub(_word, text)


def _word(found: re.Match[str]) -> str:
    return _WORDS.get(found[0]) or "김"


def _in_digits(found: re.Match[str]) -> str:
    return f"第{_NUMERALS.index(found[1]) + 1}"


def _read(run: str) -> str:
    read = "".join(_READING_OF.get(one, one) for one in run)
    return read[:1].translate(_FIRST) + read[1:]

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
    "가加可佳嘉柯街歌駕 각角閣 간間干澗看 갈葛 감甘監龕 갑甲 강江康岡剛強鋼講 개開介蓋 객客 "
    "거巨居 건建乾巾 걸傑 검黔儉劍 격格 결結 경慶京景敬鏡耕庚徑頃驚 계桂溪鷄鶏界契季啓 "
    "고高古固庫考鼓皐 곡谷曲穀 곤昆坤 골骨 공公工空孔恭拱 과果科瓜 곽郭 관冠官館觀寬串貫 "
    "광光廣広鑛 괘掛 괴槐 교橋校敎交郊 구九龜亀邱丘求區区口舊久具鳩駒臼 국國国 군軍郡群 굴窟 "
    "궁宮弓 권勸勧 궐闕 귀貴歸帰 규圭奎葵 귤橘 극克 근根芹近 금金錦衿琴今 급及 "
    "기機基畿器岐箕旗起氣麒技械紀杞 길吉 나那 낙樂 난蘭暖 남南藍楠 납納 내內内奈 냉冷 녕寧 노魯 "
    "농農 뇌雷 누樓 눌訥 다多茶 단丹團団端檀短 달達 담潭淡 답畓沓 당唐堂黨党當塘 "
    "대大垈臺台代帶對 덕德徳 도道島都桃陶稻到渡圖刀 독獨 돈敦墩 돌突 동東洞同銅桐冬棟動 두豆斗頭杜 "
    "둔屯芚 득得 등登騰 라羅 락洛 랑浪 래萊莱 량良梁樑 려麗驪 련漣蓮 령靈霊嶺鈴 례禮礼醴 "
    "로鷺路老蘆芦爐 록鹿綠緑 론論 롱籠 룡龍竜 류柳 륜輪 률栗 릉陵 리里利裡 린麟 림林臨 마馬麻 "
    "막幕 만萬万晩滿 말末 망望網 매梅買 맥麥陌 맹孟 면面綿 명明鳴命 모毛茅母牟慕暮 목木牧睦穆 "
    "몽夢 묘妙卯墓 무務茂武舞貿 묵墨 문文聞門汶 물勿物 미美尾彌渼米 민民閔 밀密蜜 박朴博 "
    "반半盤伴飯班磻 발鉢發 방方芳防坊房放訪 배培排杯裵 백白百栢柏 번番 벌伐筏 범凡範 법法 벽碧壁 "
    "변邊卞 별別 병竝丙兵屛柄甁幷 보寶宝普報步甫 복福伏卜 본本 봉奉鳳峰烽蓬逢峯 부富釜扶府副部浮鳧 "
    "북北 분盆粉 불佛仏弗 비比飛琵碑肥 빈濱賓 빙氷 사沙泗四士寺社砂蛇舍絲獅斜 산山産產 삼三森 "
    "상上尙尚常象桑霜相 새塞 색色 생生 서西瑞舒徐棲書 석石昔錫夕 선善宣仙先船扇禪蟬 설雪 섬蟾纖 "
    "성城星成聖省 세世細洗稅 소所蘇素巢召小昭少韶 속束 손孫 송松宋頌 수水輸壽寿秀樹守首 숙淑 "
    "순順淳舜 숭崇 승勝昇升乘承僧 시始市柴詩枾 식食植 신新信神申莘薪 실實実 심心深沈 십十 쌍雙 "
    "아牙雅鵝阿亞峨 악岳嶽 안安雁鞍眼 암巖岩 압鴨 앙仰 애艾 야野冶夜 약藥若 양楊陽襄養洋揚羊 "
    "어魚漁於 언彦堰 엄嚴 업業业 여餘余與汝如 역域驛力易 연燕延硯淵煙鳶鉛沿 열悅 염鹽染廉 엽葉 "
    "영永榮栄英盈營営迎影泳詠 예芮藝 오烏五梧吾 옥玉沃 온溫温 옹甕 와瓦臥 완完莞 왕王往 왜倭 "
    "외外 요堯 욕浴 용用容勇鎔涌湧 우牛于禹雨羽友隅愚 욱旭 운雲 울蔚鬱 웅熊 원原源元園院遠圓 "
    "월月越 위威渭位衛 유儒由有油維柚裕遊 육六陸 윤尹 은恩銀隱殷 을乙 음陰 읍邑 응應 "
    "의義議衣儀蟻 이伊二梨耳李 익益翼 인仁印隣 일一日逸 임任 입立笠 자自子紫慈 작雀 잔棧 잠蠶岑 "
    "장長張場獐莊墻章藏將壯庄 재才材齋 저楮 적赤積笛 전全田殿典前電箭 절節 점店占 접蝶 "
    "정井旌政定正汀程貞亭停鼎淨 제堤濟済第蹄 조造鳥朝潮助早趙操曺釣 족足 종鍾鐘宗 좌佐坐左座 "
    "주州洲舟朱注酒 죽竹 준俊 중中重仲 증曾 지地池知旨枝只芝紙砥持 직稷直 진鎭鎮珍晉晋津辰陳眞 "
    "집集 차車次 창昌倉敞蒼彰窓 채采彩菜 책冊 처處処处 척陟 천川泉天千遷 철鐵鉄 첨尖 "
    "청淸清靑青聽晴 초草楚椒 촌村 최崔 추秋鄒楸 축丑築祝 춘春 출出 충忠沖 취翠鷲聚 측側 "
    "치治雉峙稚馳 칠漆七 침砧 탁卓 탄灘炭 탑塔 탕湯 태泰太苔 택澤沢 토土兎 통統通 퇴退 특特 "
    "파坡巴 판板判 팔八 편片 평平坪萍 포浦抱布葡 폭瀑 표表 품品 풍豊豐楓風 피皮 필筆弼畢 "
    "하河下霞荷夏 학鶴學学 한韓漢閑 함咸 합陜合 항項港 해海 행幸杏 향香鄕向 허許 헌軒 "
    "현縣県玄懸峴賢 협狹 형亨荊 혜惠 호虎湖好浩鎬 홀忽 홍洪鴻弘虹 화和華花化火禾 환桓 황黃黄 "
    "회會会檜回懷 횡橫横 효孝 후厚後 휘徽 휴休 흑黑 흔欣 흥興兴 희喜希"
)
_NUMBERED = re.compile(r"第([一二三四五六七八九])(?!十)")
_NUMERALS = "一二三四五六七八九"
_READING_OF = {character: group[0] for group in _READINGS.split() for character in group[1:]}
_FIRST = str.maketrans(
    "라락래량려련령례로록론룡류률릉리린림녕", "나낙내양여연영예노녹논용유율능이인임영"
)
"""What begins a word sounds otherwise: 羅州 is 나주, 全羅 전라."""


def in_hangul(text: str) -> tuple[str, ...]:
    """Return a text with hanja as it is read; characters of no place's name stay.

    In several ways where a name may begin within a run: 釜山鹿山 has 녹산 behind 부산.

    >>> in_hangul("群山国家産業団地"), in_hangul("羅州"), in_hangul("全州第二産業団地")
    (('군산국가산업단지',), ('나주',), ('전주제2산업단지',))
    >>> in_hangul("釜山鹿山工團")
    ('부산록산공단', '부산녹산공단')
    """
    plain = _NUMBERED.sub(_in_digits, words_in_hangul(text))
    read = _RUN.sub(lambda found: _read(found[0]), plain)
    apart = _RUN.sub(lambda found: _read(found[0]).translate(_FIRST), plain)
    return tuple(dict.fromkeys((read, apart)))


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
    read = "".join(_READING_OF.get(value, value) for value in run)
    return read[:1].translate(_FIRST) + read[1:]

"""The pages in a real browser: they open from disk, links show, rows lead to their places, and axe finds nothing.

Needs Chromium and its driver (Debian: `apt-get install chromium chromium-driver`) and the extra `browser`.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from solieu.evaluate import write_report
from solieu.view.article import article_page
from solieu.view.charts import charts_page, read_charts
from solieu.view.index import entry, index_page
from tests.evaluate.fakes import corpus, measured, without
from tests.view.fakes import hostile, reading, record_of, tagged_corpus, yearly

pytest.importorskip("selenium", reason="needs selenium: pip install 'solieu[browser]'")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")
if not (CHROMIUM and DRIVER):
    pytest.skip("needs chromium and chromedriver: apt-get install chromium chromium-driver", allow_module_level=True)

from selenium import webdriver  # noqa: E402
from selenium.webdriver.common.action_chains import ActionChains  # noqa: E402
from selenium.webdriver.common.by import By  # noqa: E402
from selenium.webdriver.common.keys import Keys  # noqa: E402

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
WIDE, PHONE = (1280, 900), (380, 800)
#: Where no mark is near: the pointer goes there first.
CORNER = 2


@pytest.fixture(scope="module")
def browser() -> Iterator[webdriver.Chrome]:
    options = webdriver.ChromeOptions()
    options.binary_location = str(CHROMIUM)
    for flag in FLAGS:
        options.add_argument(f"--{flag}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    started = webdriver.Chrome(options=options, service=webdriver.ChromeService(str(DRIVER)))
    yield started
    started.quit()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One page of each kind, with enough text that it scrolls."""
    folder = tmp_path_factory.mktemp("pages")
    long = record_of(*long_article())
    tagged = tagged_corpus(folder / "tagged", [yearly(f"a{year}", "xã Hoa Trung", year, 100 - year % 100) for year in range(2016, 2024)])
    gold = corpus(3)
    made = {
        "article": article_page(reading(long), index="../index.html"),
        "hostile": article_page(reading(hostile()), "vi"),
        "index": index_page([entry(reading(), f"articles/{at}.html") for at in range(3)] + [entry(reading(hostile()), "articles/x.html")]),
        "charts": charts_page(read_charts(tagged), {"a2016": "articles/a2016.html"}),
    }
    for name, page in made.items():
        (folder / f"{name}.html").write_text(page, encoding="utf-8")
    report = write_report(measured(gold, without(gold, "AGENCY")), folder / "report")
    return {name: folder / f"{name}.html" for name in made} | {"report": report}


def long_article() -> tuple[str, list[tuple[str, str]], list[tuple[str, int, int]]]:
    """Twenty-five paragraphs, each with an indicator and two numbers of it, and an official."""
    text, spans, links = ["Báo cáo dài của xã Hoa Trung\n"], [], []
    for at in range(25):
        text.append(f"Ông Lò Văn Minh, Chủ tịch UBND xã nói lần {at}: số hộ nghèo là {at + 10} hộ, phấn đấu còn {at + 5} hộ vào cuối năm sau.\n")
        base = len(spans)
        spans += [("OFFICIAL", "Lò Văn Minh"), ("POSITION", "Chủ tịch"), ("AGENCY", "UBND xã"), ("INDICATOR", "số hộ nghèo")]
        spans += [("QUANTITY", f"{at + 10} hộ"), ("QUANTITY", f"{at + 5} hộ")]
        links += [("HOLDS", base, base + 1), ("SERVES", base, base + 2), ("VALUE", base + 4, base + 3), ("TARGET", base + 5, base + 3)]
    return "".join(text), spans, links


def show(browser: webdriver.Chrome, page: Path, size: tuple[int, int] = WIDE, *, dark: bool = False) -> None:
    width, height = size
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False})
    scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
    still = {"name": "prefers-reduced-motion", "value": "reduce"}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme, still]})
    browser.get("about:blank")
    browser.get_log("browser")
    browser.get(page.as_uri())


def first(browser: webdriver.Chrome, selector: str) -> Any:
    return browser.find_element(By.CSS_SELECTOR, selector)


def words(browser: webdriver.Chrome, selector: str) -> list[str]:
    return [one.text for one in browser.find_elements(By.CSS_SELECTOR, selector)]


def in_view(browser: webdriver.Chrome, selector: str) -> bool:
    script = (
        "const box = document.querySelector(arguments[0]).getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight && box.height > 0"
    )
    end = time.monotonic() + 3
    while not (found := browser.execute_script(script, selector)) and time.monotonic() < end:
        time.sleep(0.05)
    return bool(found)


def complaints(browser: webdriver.Chrome) -> list[str]:
    return [entry["message"] for entry in browser.get_log("browser")]


def axe() -> str:
    """The source of axe from an installed package."""
    for package in ("axe_playwright_python", "axe_core_python"):
        try:
            return (files(package) / "axe.min.js").read_text(encoding="utf-8")
        except (ModuleNotFoundError, FileNotFoundError):
            continue
    pytest.skip("needs axe: pip install 'solieu[browser]'")


KINDS = ("article", "hostile", "index", "charts", "report")


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("kind", KINDS)
def test_opens_without_complaint_and_fits(browser: webdriver.Chrome, pages: dict[str, Path], kind: str, size: tuple[int, int]) -> None:
    show(browser, pages[kind], size)
    assert complaints(browser) == []
    assert browser.execute_script("return document.documentElement.scrollWidth <= innerWidth")
    sizes = "return [...document.querySelectorAll('p, td, a, button, li')].map((one) => parseFloat(getComputedStyle(one).fontSize))"
    assert min(browser.execute_script(sizes)) >= 13


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_axe_finds_nothing(browser: webdriver.Chrome, pages: dict[str, Path], kind: str, dark: bool, size: tuple[int, int]) -> None:
    show(browser, pages[kind], size, dark=dark)
    browser.execute_script("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    if kind == "article":
        browser.execute_script("document.querySelector('.mark[data-label=QUANTITY]').focus(); document.querySelector('#names').click()")
    browser.execute_script(axe())
    said = "[found.passes.length, found.violations.map((one) => [one.id, one.nodes[0].html])]"
    passed, violations = browser.execute_async_script(f"const done = arguments[0]; axe.run().then((found) => done({said}))")
    assert violations == []
    assert passed > 15


def test_hover_shows_what_a_number_measures(browser: webdriver.Chrome, pages: dict[str, Path]) -> None:
    show(browser, pages["article"])
    ActionChains(browser).move_by_offset(CORNER, CORNER).move_to_element(first(browser, "#m5")).perform()
    assert words(browser, ".mark.lit") == ["số hộ nghèo", "10 hộ"]
    assert words(browser, ".wires text") == ["value"]
    assert words(browser, ".side .lit") != []
    assert "số hộ nghèo" in first(browser, "#card").text
    ActionChains(browser).move_to_element(first(browser, "#m4")).perform()
    assert words(browser, ".mark.lit") == ["số hộ nghèo", "10 hộ", "5 hộ"]
    assert words(browser, ".wires text") == ["value", "target"]
    ActionChains(browser).move_to_element(first(browser, ".top .name")).perform()
    assert words(browser, ".lit, .wires path, #card:not([hidden])") == []


def test_focus_shows_offices_and_escape_hides_them(browser: webdriver.Chrome, pages: dict[str, Path]) -> None:
    show(browser, pages["article"])
    browser.execute_script("document.querySelector('#theme').focus()")
    ActionChains(browser).send_keys(Keys.TAB).perform()
    assert words(browser, ".mark.lit") == ["Lò Văn Minh", "Chủ tịch", "UBND xã"]
    assert words(browser, ".wires text") == ["holds", "serves in"]
    ActionChains(browser).send_keys(Keys.TAB).perform()
    assert words(browser, ".mark.lit") == ["Lò Văn Minh", "Chủ tịch"]
    ActionChains(browser).send_keys(Keys.ESCAPE).perform()
    assert words(browser, ".mark.lit") == []


def test_a_row_leads_to_its_place_and_back(browser: webdriver.Chrome, pages: dict[str, Path]) -> None:
    show(browser, pages["article"])
    assert not browser.execute_script("return document.querySelector('#m125').getBoundingClientRect().top < innerHeight")
    browser.execute_script("document.querySelector('#fact-41 td.aspect').scrollIntoView({block: 'center'})")
    first(browser, "#fact-41 td.aspect").click()
    assert in_view(browser, "#m125")
    assert "flash" in first(browser, "#m125").get_attribute("class")
    assert browser.execute_script("return document.activeElement.id") == "m125"
    browser.execute_script("document.querySelector('#m5').scrollIntoView({block: 'center'})")
    first(browser, "#m5").click()
    assert in_view(browser, "#fact-1")
    assert browser.execute_script("return document.activeElement.closest('tr').id") == "fact-1"
    ActionChains(browser).send_keys(Keys.ENTER).perform()
    assert browser.execute_script("return document.activeElement.id") == "m5"


def test_an_address_with_a_place_goes_there(browser: webdriver.Chrome, pages: dict[str, Path]) -> None:
    show(browser, pages["article"])
    browser.get("about:blank")
    browser.get(f"{pages['article'].as_uri()}#m125")
    assert in_view(browser, "#m125")


def test_tap_tells_and_leads_on(browser: webdriver.Chrome, pages: dict[str, Path]) -> None:
    show(browser, pages["article"], PHONE)
    first(browser, "#m5").click()
    assert words(browser, ".mark.lit") == ["số hộ nghèo", "10 hộ"]
    assert in_view(browser, "#m5")
    first(browser, "#card a").click()
    assert in_view(browser, "#fact-1")
    assert words(browser, "#card:not([hidden])") == []


def test_filters(browser: webdriver.Chrome, pages: dict[str, Path]) -> None:
    show(browser, pages["article"])
    rows = "tr[data-aspect]:not([hidden])"
    assert len(browser.find_elements(By.CSS_SELECTOR, rows)) == 50
    first(browser, "button[data-aspect=TARGET]").click()
    assert len(browser.find_elements(By.CSS_SELECTOR, rows)) == 25
    assert first(browser, "#count").text == "25 of 50"
    first(browser, "button[data-label=OFFICIAL]").click()
    assert len(browser.find_elements(By.CSS_SELECTOR, ".mark.off")) == 25
    assert first(browser, "#m1").get_attribute("tabindex") == "-1"
    ActionChains(browser).move_to_element(first(browser, "#m4")).perform()
    assert words(browser, ".mark.lit") == ["số hộ nghèo", "10 hộ"]
    first(browser, "button[data-label=OFFICIAL]").click()
    first(browser, "#score").send_keys(Keys.END)
    assert first(browser, "output").text == "1.00"
    assert browser.find_elements(By.CSS_SELECTOR, ".mark.off") == []  # annotation by hand is certain


def test_the_switch_between_light_and_dark_is_kept(browser: webdriver.Chrome, pages: dict[str, Path]) -> None:
    colour = "return getComputedStyle(document.body).backgroundColor"
    show(browser, pages["article"])
    light = browser.execute_script(colour)
    show(browser, pages["article"], dark=True)
    dark = browser.execute_script(colour)
    assert dark != light
    assert first(browser, "#theme").get_attribute("aria-pressed") == "true"
    first(browser, "#theme").click()
    assert browser.execute_script(colour) == light
    browser.refresh()
    assert browser.execute_script(colour) == light
    browser.execute_script("localStorage.clear()")


def test_printing_is_light_and_whole(browser: webdriver.Chrome, pages: dict[str, Path]) -> None:
    show(browser, pages["article"], dark=True)
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print", "features": [{"name": "prefers-color-scheme", "value": "dark"}]})
    assert browser.execute_script("return getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert not first(browser, "#theme").is_displayed()
    assert browser.execute_script("const side = document.querySelector('.side'); return side.scrollHeight <= side.clientHeight + 1")


def test_the_list_finds_without_tone_marks(browser: webdriver.Chrome, pages: dict[str, Path]) -> None:
    show(browser, pages["index"])
    first(browser, "#search").send_keys("lo van minh  so ho ngheo")
    assert len(browser.find_elements(By.CSS_SELECTOR, ".entries li:not([hidden])")) == 3
    assert first(browser, "#count").text == "3 of 4 shown"
    first(browser, "#search").send_keys(" zzz")
    assert browser.find_elements(By.CSS_SELECTOR, ".entries li:not([hidden])") == []


def test_charts_lead_to_rows_and_articles(browser: webdriver.Chrome, pages: dict[str, Path]) -> None:
    show(browser, pages["charts"])
    points = browser.find_elements(By.CSS_SELECTOR, "#time a")
    assert len(points) == len(browser.find_elements(By.CSS_SELECTOR, "#rows tr")) == 8
    assert points[0].get_attribute("aria-label") == "84, hộ, value, xã Hoa Trung, năm 2016"
    browser.execute_script("arguments[0].dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }))", points[7])
    assert in_view(browser, "#row-7")
    assert first(browser, "#rows a").get_attribute("href").endswith("articles/a2016.html#m4")
    assert words(browser, "#row-0 mark") == ["số hộ nghèo là 84 hộ"]
    first(browser, "#search").send_keys("so ho ngheo")
    assert words(browser, "#count") == ["1 of 1"]
    browser.execute_script("document.querySelector('#aspects button').click()")
    assert browser.find_elements(By.CSS_SELECTOR, "#time a") == []
    assert complaints(browser) == []

"""Spans marked by hand in Label Studio's own page have our offsets, whatever stands before them. Needs a Label Studio and a browser."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from solieu.annotate.ingest import import_export
from solieu.corpus.brat import read_article
from solieu.corpus.labelstudio import config
from tests.annotate.label_studio import PASSWORD, USER, LabelStudio, executable

selenium = pytest.importorskip("selenium")
CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
pytestmark = [
    pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="no chromium and chromedriver"),
    pytest.mark.skipif(executable() is None, reason="no Label Studio"),
]

TEXT = "😀 đầu dòng\r\nThừa Thiên Hue\u0302\u0301 có 😀 số\r\n\r\nba  bốn\tcuối 5 xã <b>đậm</b> &amp; hết"
#: The key of a label (its place in the configuration), and words that are marked with it.
MARKED = (("1", "OFFICIAL", "đầu"), ("7", "PLACE", "Hue\u0302\u0301"), ("3", "AGENCY", "bốn"), ("5", "QUANTITY", "5 xã"), ("4", "DECREE", "hết"))
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync --no-first-run"
#: Where words stand in the article, in pixels: left, right, middle.
FIND = """
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
for (let node; node = walker.nextNode();) {
  const at = node.data.indexOf(arguments[0]);
  if (at < 0 || !node.parentElement.closest('[class*=richtext],[class*=htx]')) continue;
  const range = document.createRange();
  range.setStart(node, at); range.setEnd(node, at + arguments[0].length);
  const box = range.getBoundingClientRect();
  return [Math.round(box.left), Math.round(box.right), Math.round((box.top + box.bottom) / 2)];
}
return null;"""

REGIONS = "return document.querySelectorAll('[class*=htx-highlight]').length"


@pytest.fixture
def browser() -> Iterator[Any]:
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    for flag in (*FLAGS.split(), "--window-size=1400,1000"):
        options.add_argument(flag)
    options.binary_location = str(CHROMIUM)
    driver = webdriver.Chrome(options=options, service=Service(DRIVER))
    driver.implicitly_wait(60)
    yield driver
    driver.quit()


def mark(browser: Any, key: str, words: str) -> None:
    """Choose a label by its key and draw the mouse over words; again where the page was not ready for it."""
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.keys import Keys

    before = browser.execute_script(REGIONS)
    for _ in range(8):
        left, right, middle = found(browser, words)
        # A press on words that are selected from the try before would drag them.
        browser.execute_script("getSelection().removeAllRanges()")
        ActionChains(browser).send_keys(key).perform()
        drawn = ActionChains(browser)
        pointer = drawn.w3c_actions.pointer_action
        pointer.move_to_location(left, middle)
        pointer.pointer_down()
        pointer.move_to_location(right, middle)
        pointer.pointer_up()
        drawn.perform()
        time.sleep(1)
        ActionChains(browser).send_keys(Keys.ESCAPE).perform()
        if browser.execute_script(REGIONS) > before:
            return
    raise AssertionError(f"{words!r} could not be marked")


def found(browser: Any, words: str) -> list[int]:
    for _ in range(120):
        if place := browser.execute_script(FIND, words):
            return list(place)
        time.sleep(0.5)
    raise AssertionError(f"{words!r} does not stand in the page")


def test_words_marked_in_the_page(server: LabelStudio, browser: Any, tmp_path: Path) -> None:
    project = server.project(config(), [{"data": {"id": "a", "text": TEXT}}])
    browser.get(f"{server.url}/user/login/")
    browser.find_element("name", "email").send_keys(USER)
    browser.find_element("name", "password").send_keys(PASSWORD)
    browser.find_element("css selector", "button[type=submit]").click()
    time.sleep(3)
    browser.get(f"{server.url}/projects/{project}/data?task={server.tasks(project)[0]['id']}")
    for key, _, words in MARKED:
        mark(browser, key, words)
    browser.find_element("xpath", "//button[normalize-space()='Submit']").click()
    time.sleep(3)

    taken = import_export(server.export(project, tmp_path / "e.json"), tmp_path / "in")
    assert taken.remarks == []
    article = read_article(tmp_path / "in" / "a.txt")
    assert article.text == TEXT
    assert [(span.label, article.surface(span)) for span in article.spans] == [(label, words) for _, label, words in MARKED]

"""The browser of the tests is started as Playwright means it to be."""

import re

from playwright.sync_api import Browser


def test_what_playwright_turns_off_stays_off(browser: Browser) -> None:
    started = browser.new_browser_cdp_session().send("SystemInfo.getInfo")["commandLine"]
    *theirs, ours = (set(names.split(",")) for names in re.findall(r"--disable-features=(\S+)", started))
    assert theirs and set().union(*theirs) < ours

//! A browser, spoken to in the WebDriver protocol.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};

/// How a browser is set up.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Setup {
    pub(crate) dark: bool,
    pub(crate) scripts: bool,
    pub(crate) width: u32,
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            dark: false,
            scripts: true,
            width: 1280,
        }
    }
}

/// A browser with one window, closed when it is dropped.
pub(crate) struct Browser {
    driver: Child,
    session: String,
    agent: ureq::Agent,
    _profile: tempfile::TempDir,
}

impl Browser {
    pub(crate) fn new(setup: Setup) -> Self {
        let mut driver = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver is missing; apt-get install chromium chromium-driver");
        let mut lines = BufReader::new(driver.stdout.take().unwrap()).lines();
        let port: u16 = lines
            .by_ref()
            .map_while(Result::ok)
            .find_map(|l| {
                l.split("successfully on port ")
                    .nth(1)?
                    .trim_end_matches('.')
                    .parse()
                    .ok()
            })
            .expect("chromedriver says its port");
        // Nobody reads the rest, but somebody must, or it stops.
        std::thread::spawn(move || lines.map_while(Result::ok).for_each(drop));
        let agent: ureq::Agent = ureq::Agent::config_builder()
            .timeout_global(Some(Duration::from_secs(180)))
            .http_status_as_error(false)
            .build()
            .into();
        let profile = tempfile::tempdir().unwrap();
        let scheme = u8::from(!setup.dark);
        let options = json!({
            "args": [
                "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars",
                format!("--user-data-dir={}", profile.path().display()),
                format!("--blink-settings=preferredColorScheme={scheme}"),
                "--window-size=1280,900",
            ],
            "prefs": {"profile.managed_default_content_settings.javascript": if setup.scripts { 1 } else { 2 }},
        });
        let body = json!({"capabilities": {"alwaysMatch": {
            "browserName": "chrome", "goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"},
        }}});
        let url = format!("http://127.0.0.1:{port}/session");
        let value = send(&agent, "POST", &url, &body);
        let session = format!(
            "{url}/{}",
            value["sessionId"]
                .as_str()
                .unwrap_or_else(|| panic!("{value}"))
        );
        let browser = Self {
            driver,
            session,
            agent,
            _profile: profile,
        };
        browser.cdp(
            "Emulation.setDeviceMetricsOverride",
            &json!({"width": setup.width, "height": 900, "deviceScaleFactor": 1, "mobile": false}),
        );
        browser
    }

    #[track_caller]
    fn call(&self, method: &str, path: &str, body: &Value) -> Value {
        let value = send(
            &self.agent,
            method,
            &format!("{}/{path}", self.session),
            body,
        );
        assert!(value.get("error").is_none(), "{path}: {value}");
        value
    }

    #[track_caller]
    pub(crate) fn go(&self, url: &str) {
        self.call("POST", "url", &json!({"url": url}));
    }

    /// The value of an expression on the page.
    #[track_caller]
    pub(crate) fn eval(&self, expression: &str) -> Value {
        let script = format!("return ({expression});");
        self.call(
            "POST",
            "execute/sync",
            &json!({"script": script, "args": []}),
        )
    }

    /// The value of a promise.
    #[track_caller]
    pub(crate) fn promise(&self, script: &str) -> Value {
        let script = format!(
            "const done = arguments[arguments.length - 1]; ({script}).then(done, (e) => done(String(e)));"
        );
        self.call(
            "POST",
            "execute/async",
            &json!({"script": script, "args": []}),
        )
    }

    /// Waits until an expression is true.
    #[track_caller]
    pub(crate) fn until(&self, expression: &str) {
        for _ in 0..600 {
            if self.eval(expression) == json!(true) {
                return;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("never: {expression}");
    }

    #[track_caller]
    fn element(&self, selector: &str) -> String {
        let found = self.call(
            "POST",
            "element",
            &json!({"using": "css selector", "value": selector}),
        );
        let id = found.as_object().unwrap().values().next().unwrap();
        id.as_str().unwrap().to_owned()
    }

    #[track_caller]
    pub(crate) fn click(&self, selector: &str) {
        // At once: a page that scrolls smoothly is still on its way when the mouse is there.
        self.eval(&format!("document.querySelector(\"{selector}\").scrollIntoView({{behavior: 'instant', block: 'center'}})"));
        let id = self.element(selector);
        self.call("POST", &format!("element/{id}/click"), &json!({}));
    }

    #[track_caller]
    pub(crate) fn write(&self, selector: &str, text: &str) {
        let id = self.element(selector);
        self.call("POST", &format!("element/{id}/clear"), &json!({}));
        self.keys(selector, text);
    }

    /// Types into a field; into a field for a file, its path.
    #[track_caller]
    pub(crate) fn keys(&self, selector: &str, text: &str) {
        let id = self.element(selector);
        self.call(
            "POST",
            &format!("element/{id}/value"),
            &json!({"text": text}),
        );
    }

    /// Presses keys, one after the other.
    #[track_caller]
    pub(crate) fn press(&self, keys: &str) {
        let actions: Vec<Value> = keys
            .chars()
            .flat_map(|k| {
                [
                    json!({"type": "keyDown", "value": k}),
                    json!({"type": "keyUp", "value": k}),
                ]
            })
            .collect();
        self.call(
            "POST",
            "actions",
            &json!({"actions": [{"type": "key", "id": "keys", "actions": actions}]}),
        );
    }

    /// A command of the DevTools protocol.
    #[track_caller]
    pub(crate) fn cdp(&self, command: &str, params: &Value) -> Value {
        self.call(
            "POST",
            "goog/cdp/execute",
            &json!({"cmd": command, "params": params}),
        )
    }

    /// What the page complained of since the last time: refused by its policy, not found, thrown.
    #[track_caller]
    pub(crate) fn complaints(&self) -> Vec<Value> {
        let log = self.call("POST", "se/log", &json!({"type": "browser"}));
        log.as_array().unwrap().clone()
    }
}

fn send(agent: &ureq::Agent, method: &str, url: &str, body: &Value) -> Value {
    let mut answer = match method {
        "DELETE" => agent.delete(url).call(),
        _ => agent.post(url).send_json(body),
    }
    .unwrap_or_else(|e| panic!("{url}: {e}"));
    let value: Value = answer
        .body_mut()
        .with_config()
        .limit(64 << 20)
        .read_json()
        .unwrap();
    value["value"].clone()
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.agent.delete(&self.session).call();
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

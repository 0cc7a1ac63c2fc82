//! The app and its own identity provider, each on a port of its own: they share nothing but HTTP, and one clock.

use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;

use authn::{Clock, HashingLimits, ManualClock, SystemRandom};
use axum::Router;
use axum::extract::connect_info::MockConnectInfo;
use axum_server::Handle;
use clap::Parser as _;
use idp::Provider;
use server::parties::idp::{self as party, Agreement};
use server::{Clients, Config, Origin, home_provider, with_home_provider};
use tempfile::TempDir;
use tokio::sync::OnceCell;
use tokio::task::JoinHandle;

use crate::browser::{Answer, Browser};
use crate::house::TestHouse;

/// Two primes take a second to find, and no test is about finding them: the first provider's keys serve all.
static KEYS: OnceCell<Vec<u8>> = OnceCell::const_new();

pub(crate) struct Town {
    pub(crate) house: TestHouse,
    pub(crate) provider: Arc<Provider>,
    pub(crate) idp_origin: Origin,
    /// Its rows and its keys.
    _folder: TempDir,
    idp_address: SocketAddr,
    idp: Served,
    app: Served,
}

/// A site that is open, and closes at once when it is told to.
struct Served {
    handle: Handle<SocketAddr>,
    task: JoinHandle<std::io::Result<()>>,
}

impl Town {
    pub(crate) async fn open() -> Self {
        let anywhere = SocketAddr::from(([127, 0, 0, 1], 0));
        let (app_listener, idp_listener) = (bind(anywhere), bind(anywhere));
        let (app_address, idp_address) =
            (app_listener.local_addr().unwrap(), idp_listener.local_addr().unwrap());
        let (origin, idp_origin) =
            (Origin::localhost(app_address.port(), false), Origin::idp(idp_address.port()));
        let agreement = Agreement::make(&SystemRandom);
        let clients = Clients::new([]).unwrap();
        let home = home_provider(&idp_origin, &agreement, &clients).unwrap();
        let providers = with_home_provider(&home, &agreement, Vec::new()).unwrap();
        let house = TestHouse::open_with_provider(origin.clone(), home, providers).await;

        let folder = TempDir::new().unwrap();
        std::fs::write(folder.path().join("two-doors.idp.keys"), KEYS.get_or_init(make_keys).await).unwrap();
        let provider = open_provider(&folder, &agreement, (&idp_origin, &origin), &house.clock).await;
        let app = serve(app_listener, house.router.clone());
        let idp = serve(idp_listener, idp::router(Arc::clone(&provider)));
        Self { house, provider, idp_origin, _folder: folder, idp_address, idp, app }
    }

    /// The provider is gone, and every connection to it.
    pub(crate) async fn kill_provider(&mut self) {
        self.idp.handle.shutdown();
        (&mut self.idp.task).await.unwrap().unwrap();
    }

    /// It is there again, with the same rows and keys.
    pub(crate) fn start_provider(&mut self) {
        self.idp = serve(bind(self.idp_address), idp::router(Arc::clone(&self.provider)));
    }

    /// A browser's part for the app's site.
    pub(crate) fn browser(&self) -> Browser {
        Browser::new(&self.house)
    }

    /// The same browser's part for the provider's site: no cookie of the one goes to the other.
    pub(crate) fn browser_at_provider(&self) -> Browser {
        let address = SocketAddr::from(([127, 0, 0, 1], 40_000));
        let router = idp::router(Arc::clone(&self.provider)).layer(MockConnectInfo(address));
        Browser::of(router, self.idp_origin.authority())
    }

    /// From the button to the provider's form, filled in, and back with its answer, which the app has not seen yet.
    pub(crate) async fn up_to_the_answer(
        &self,
        app: &mut Browser,
        idp: &mut Browser,
        account: (&str, &str),
    ) -> String {
        let left = app.post_form("/sign-in/idp", "return_to=%2Faccount").await;
        assert_eq!(left.status, 200, "{}", left.text);
        let question = below(&leads_to(&left), &self.idp_origin);
        let mut page = idp.get(&question).await;
        if page.status == 200 {
            page = fill_in(idp, &page, account).await;
        }
        assert_eq!(page.status, 303, "{}", page.text);
        below(page.header("location"), &self.house.origin)
    }

    /// Signs out at the provider: the link, and that it was meant.
    pub(crate) async fn sign_out_at_provider(&self, idp: &mut Browser) {
        let page = idp.get("/realms/default/logout").await;
        assert!(page.text.contains("Sign out?"), "{}", page.text);
        let done = fill_in(idp, &page, ("", "")).await;
        assert!(done.text.contains("You are signed out"), "{}", done.text);
    }

    /// All the way, and what the app answers in the end.
    pub(crate) async fn sign_in(
        &self,
        app: &mut Browser,
        idp: &mut Browser,
        account: (&str, &str),
    ) -> Answer {
        let answer = self.up_to_the_answer(app, idp, account).await;
        app.get(&answer).await
    }
}

impl Drop for Town {
    fn drop(&mut self) {
        self.app.handle.shutdown();
        self.idp.handle.shutdown();
    }
}

/// The address without its origin, which is this one.
fn below(address: &str, origin: &Origin) -> String {
    address.strip_prefix(&origin.to_string()).unwrap_or_else(|| panic!("{address}")).to_owned()
}

/// Where a page that goes on by itself goes.
pub(crate) fn leads_to(page: &Answer) -> String {
    let rest = page.text.split("content=\"0; url=").nth(1).unwrap_or_else(|| panic!("{}", page.text));
    rest.split('"').next().unwrap().replace("&amp;", "&")
}

/// Sends the form of a page of the provider's.
pub(crate) async fn fill_in(idp: &mut Browser, page: &Answer, (email, password): (&str, &str)) -> Answer {
    let between = |start: &str| {
        let rest = page.text.split_once(start).unwrap_or_else(|| panic!("no form: {}", page.text)).1;
        rest.split_once('"').unwrap().0.replace("&amp;", "&")
    };
    let (action, anti_forgery) = (between("action=\""), between("name=\"anti_forgery\" value=\""));
    let fields = [("anti_forgery", anti_forgery.as_str()), ("email", email), ("password", password)];
    idp.post_form(&action, &serde_urlencoded::to_string(fields).unwrap()).await
}

fn bind(address: SocketAddr) -> TcpListener {
    let listener = TcpListener::bind(address).unwrap();
    listener.set_nonblocking(true).unwrap();
    listener
}

fn serve(listener: TcpListener, router: Router) -> Served {
    let handle = Handle::new();
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    let server = axum_server::from_tcp(listener).unwrap().handle(handle.clone());
    Served { handle, task: tokio::spawn(server.serve(service)) }
}

async fn open_provider(
    folder: &TempDir,
    agreement: &Agreement,
    (origin, app): (&Origin, &Origin),
    clock: &Arc<ManualClock>,
) -> Arc<Provider> {
    let database = folder.path().join("two-doors.db");
    let config = Config::parse_from(["two-doors", "--database", database.to_str().unwrap()]);
    let clients = Clients::new([]).unwrap();
    let mut config = party::config(&config, agreement, origin, app, Vec::new(), &clients).unwrap();
    config.hashing = HashingLimits { at_once: 2, waiting: 200 };
    let clock: Arc<dyn Clock> = Arc::<ManualClock>::clone(clock);
    Arc::new(Provider::open(config, clock, Arc::new(SystemRandom)).await.unwrap())
}

async fn make_keys() -> Vec<u8> {
    let folder = TempDir::new().unwrap();
    let origins = (&Origin::idp(5000), &Origin::localhost(3000, false));
    let clock = Arc::new(ManualClock::new(1_800_000_000));
    open_provider(&folder, &Agreement::make(&SystemRandom), origins, &clock).await;
    std::fs::read(folder.path().join("two-doors.idp.keys")).unwrap()
}

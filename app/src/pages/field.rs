//! One field of a form: its label, its input, and why its content was refused.

use leptos::prelude::*;

/// A labelled input. A refusal stands beside it and is read out with it.
#[component]
pub(super) fn Field(
    label: &'static str,
    name: &'static str,
    /// The input's type.
    kind: &'static str,
    /// What a password manager may fill in (WCAG 1.3.5).
    autocomplete: &'static str,
    #[prop(optional, into)] value: Option<String>,
    #[prop(optional)] minlength: Option<u8>,
    #[prop(optional, into)] hint: Option<&'static str>,
    #[prop(optional_no_strip)] refusal: Option<String>,
) -> impl IntoView {
    let (hint_id, refusal_id) = (format!("{name}-hint"), format!("{name}-refusal"));
    let described_by = match (hint, &refusal) {
        (_, Some(_)) => Some(refusal_id.clone()),
        (Some(_), None) => Some(hint_id.clone()),
        (None, None) => None,
    };
    view! {
        <div class="field">
            <label>
                <span>{label}</span>
                <input
                    name=name
                    r#type=kind
                    autocomplete=autocomplete
                    value=value
                    minlength=minlength
                    required
                    aria-invalid=refusal.is_some().then_some("true")
                    aria-describedby=described_by
                />
            </label>
            {hint.map(|hint| view! { <p class="hint" id=hint_id>{hint}</p> })}
            {refusal.map(|refusal| view! { <p class="refusal" role="alert" id=refusal_id>{refusal}</p> })}
        </div>
    }
}

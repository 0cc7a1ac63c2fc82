//! A post, as text or as whatever its author made of it.

use lab::Post;
use leptos::either::Either;
use leptos::prelude::*;

use super::unescaped_post::UnescapedPost;

/// Shows a post; escaped, it is text and nothing else.
#[component]
pub(super) fn PostView(post: Post, escaped: bool) -> impl IntoView {
    view! {
        <article class="post">
            <h2>{post.author.to_string()}</h2>
            {if escaped {
                Either::Left(view! { <p>{post.text}</p> })
            } else {
                Either::Right(view! { <UnescapedPost html=post.text/> })
            }}
        </article>
    }
}

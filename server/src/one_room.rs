//! Handlers that need one room ask for that alone, and not for the whole house.

/// Lets them: `one_room!(Rooms, Arc<House>, house)` gives whoever asks for `State<Arc<House>>` the field `house` of [`Rooms`](crate::Rooms).
macro_rules! one_room {
    ($rooms:ty, $room:ty, $field:ident) => {
        impl axum::extract::FromRef<$rooms> for $room {
            fn from_ref(rooms: &$rooms) -> Self {
                rooms.$field.clone()
            }
        }
    };
}
pub(crate) use one_room;

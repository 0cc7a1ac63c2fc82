//! A value that `JSON.parse` returned, as serde takes values.
//!
//! It reads what our own types are made of: objects, lists, whole numbers, texts, truths and nothing.

use std::vec;

use serde::de::value::MapDeserializer;
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, SeqAccess, VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::js_sys::{Array, JSON, Object, Reflect};

use super::UnexpectedJson;

/// A parsed value.
pub(super) struct Value(JsValue);

impl Value {
    /// Parses a text.
    pub(super) fn parse(text: &[u8]) -> Result<Self, UnexpectedJson> {
        let text = str::from_utf8(text).map_err(|_| UnexpectedJson)?;
        JSON::parse(text).map(Self).map_err(|_| UnexpectedJson)
    }

    fn entries(self) -> Result<impl Iterator<Item = (String, Self)>, UnexpectedJson> {
        let object: Object = self.0.dyn_into().map_err(|_| UnexpectedJson)?;
        let entry = |entry: JsValue| {
            let entry: Array = entry.unchecked_into();
            Some((entry.get(0).as_string()?, Self(entry.get(1))))
        };
        Ok(Object::entries(&object).to_vec().into_iter().filter_map(entry))
    }

    /// What is not there is `undefined`; and nothing has fields but an object.
    fn fields(&self, names: &[&str]) -> Items {
        let field = |name: &&str| Reflect::get(&self.0, &JsValue::from_str(name)).unwrap_or_default();
        Items(names.iter().map(field).collect::<Vec<_>>().into_iter())
    }
}

impl IntoDeserializer<'_, UnexpectedJson> for Value {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> Deserializer<'de> for Value {
    type Error = UnexpectedJson;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, UnexpectedJson> {
        if let Some(text) = self.0.as_string() {
            visitor.visit_string(text)
        } else if let Some(number) = self.0.as_f64() {
            // JSON has one kind of number; none of ours has a fraction, or is beyond 2⁵³.
            #[expect(clippy::cast_possible_truncation, reason = "whole, and small enough")]
            visitor.visit_i64(number as i64)
        } else if let Some(truth) = self.0.as_bool() {
            visitor.visit_bool(truth)
        } else {
            visitor.visit_unit()
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, UnexpectedJson> {
        let list: Array = self.0.dyn_into().map_err(|_| UnexpectedJson)?;
        visitor.visit_seq(Items(list.to_vec().into_iter()))
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, UnexpectedJson> {
        visitor.visit_map(MapDeserializer::new(self.entries()?))
    }

    // Field by field, in the order in which the type has them: to read them in the order in which they came, every
    // type would bring a comparison of names.
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, UnexpectedJson> {
        visitor.visit_seq(self.fields(fields))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, UnexpectedJson> {
        if self.0.is_null() || self.0.is_undefined() {
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, UnexpectedJson> {
        visitor.visit_newtype_struct(self)
    }

    // A variant without content is its name, `"NotFound"`; one with content an object, `{"Throttled": …}`.
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, UnexpectedJson> {
        let (name, content) = match self.0.as_string() {
            Some(name) => (name, Self(JsValue::UNDEFINED)),
            None => self.entries()?.next().ok_or(UnexpectedJson)?,
        };
        visitor.visit_enum(Variant { name, content })
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, UnexpectedJson> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        tuple tuple_struct identifier
    }
}

/// Values one after the other. Lists and fields come as one type, for whatever reads them is compiled once for each.
struct Items(vec::IntoIter<JsValue>);

impl<'de> SeqAccess<'de> for Items {
    type Error = UnexpectedJson;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, UnexpectedJson> {
        self.0.next().map(|item| seed.deserialize(Value(item))).transpose()
    }
}

/// A variant of an enum. One that has no content finds `undefined`.
struct Variant {
    name: String,
    content: Value,
}

impl<'de> EnumAccess<'de> for Variant {
    type Error = UnexpectedJson;
    type Variant = Value;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Value), UnexpectedJson> {
        Ok((seed.deserialize(self.name.into_deserializer())?, self.content))
    }
}

impl<'de> VariantAccess<'de> for Value {
    type Error = UnexpectedJson;

    fn unit_variant(self) -> Result<(), UnexpectedJson> {
        Ok(())
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, UnexpectedJson> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _len: usize, visitor: V) -> Result<V::Value, UnexpectedJson> {
        self.deserialize_seq(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, UnexpectedJson> {
        visitor.visit_seq(self.fields(fields))
    }
}

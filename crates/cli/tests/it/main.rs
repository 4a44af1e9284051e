//! The built binary, driven as a user drives it. One test binary, so that it links once.

mod case;
mod demo;
mod files;
mod handed;
mod hostile;
mod interrupt;
mod reference;
mod stemma;

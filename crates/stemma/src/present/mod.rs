//! present: what leaves the program. The measured records, the terminal views and the HTML report, from one model.

pub mod contract;

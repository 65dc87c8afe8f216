//! What goes wrong with disks, and what the log is then.

mod damage;
mod faulty;
mod interrupted;
mod layout;
mod million;
mod scene;

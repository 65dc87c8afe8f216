//! RSA signatures with an encoding that a lax verifier takes: made outside, since nothing here makes such.

use sealwright::{DigestAlgorithm, PublicKey, Scheme};

const KEY: &str = "\
    MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAq/Ll+UY8j58u977tmLNZEPzL7lINHnPHbTXdYx9ZkUrd+q2qYsj6vV/o\
    8DfeKQ/Xw9LZtG7pIERD80M/odf3/p5/WhpNfrpxC/KaXIcRDTKCHsyp+GoyUIexkRoEiSF0p9tJsSeEgBqEAo5ETm1gHC3XOexZ\
    JFzw2kPcGt4CYDO3ok03A45sU15HtKRtBwiW7IMkvFfPZbfJm5OSS1kz+lLH1GIhPxyFQQtpm98xtSHMDiaIp8cxfVk5giU8wa5B\
    yF12xq8pA5eisXfDQS3RNa6AlgG6s/bv5Ok4/dNfx08WgvywFVI9lwRH0GQBILBwk7JI2U4RhBW8iue9HDwtnwIDAQAB";

/// As PKCS #1 has it.
const GOOD: &str = "\
    MkXXZFFV2ulClZn5ALsYWSa4GdEdujmT6+huZmeM4hlv01MZsGdHIjltuJlA7rnChv4MWmoSmPMDPhe6mfNmMrZ0nLgPsjZrE6kd\
    OBXR2n6GCRH93mNM+l7EUZIRCZAuoATvODWMseVCb181RhZKEKVUKzypO47MJFg5Mz7K8wlMJUR9qNRzSmeFBR/m+0q+8x3iDHBy\
    os0aLkIIXM+lK8UGK5x9IoLmjzfVed3GMuM6aXMVUzIfcrhikkhFXCE99b29gRNngVWwbHAg9Cd6TfJPrSRtqAKzxgztzGjqs+h1\
    3j3JXtBUb/TFL23+kWfJlYL01fqHEI7NuX7Flxn5QQ==";

/// The algorithm has no parameters.
const WITHOUT_NULL: &str = "\
    TJypoIv+RYCbH4jF2VA9ErbY2+rEVRMj3s2BnOw8BS63AMLuKFcBr7ymOBDTvU+A/KBbvGVDEuN+8WyWbXenpVDmmcNVCbgd/dAW\
    UNaxqCynVjxuxETwHVTqGUNHYLFuFG656HpXBlTYfhf9Pz0oGr8XNw30fIuh7dm5J3iaCFtUT1c4Hd/AKeUXDlsQ+dxcheaEx1vp\
    eEsrgYhVDYs0e6nbYWxrzDbcs3tB2TRmBc7AeYyKiNE1ekrGdY4mqygbTcDm29wCrIukAEAd5f1gWh4VAmj63e98/JMfi3b6SMU0\
    zQ/nE0lcKHyFqZcjki1bKY4aayzyNo9xcCU8LCTUkA==";

/// Eight octets of padding, and zeros after the digest: what a cube root can forge.
const TRAILING: &str = "\
    Lk2TvitRZCaj6ufGrWboYYI/Sy4YQwsbvOc+jO9NjleS9Ydm7AtSJAgOhRPW2riYV2YP32Pb0Ftmi7vv3Etqr0WkOv4OZLO1BJvK\
    iZBZJR+kISbNILF0rLE8ft8359iVo6IDyHCxBZrc2j5Sd+6qUNu3sQFZbmfFR9EI6FuVniO3SGPOxp+osdZK/rFJWutw1OSA5Odr\
    0P1FlgGloRr856mqJhKrCzdK8DYFSZSfk2axaDnVbdxOB6CqwfqfuCVkkohF7T8dH4y7mMeSVlAc8pKFIoE/KFlRTtdujofbM7JO\
    a9xtwNh96EGU3eRFJ+45neFKaNoQLjVwBkzpoOoS8w==";

/// 128 octets where the NULL of the algorithm should be.
const HIDDEN: &str = "\
    jr4i7nV5eGCvNwsCKf9vIb5ghFtIrrUaUUSjP4mIwmW+udCqfn35CwDlLdghf54DrZvbTfU9Ki5xHFQiOeS19kmQLPZiovlTxhZ5\
    pGmmLwzBIvrEEEF2ny6JA2NNw+3c+OvtXcP+Um0HmeMbolV658oouFVjfYWB/Vyr0JmsRCvk77AftuBCX41Ha6xlcd3b/+tj7eOC\
    NFYf0zs5IDxN3OTTkSZ/EGRKyASs9E9IjVLBSY+52Q3wAu+TLNfKRortXj8Pj64OcetJt0NfvLP+WHzHrYDfz6HpEGCaJWYbKXAo\
    9TTHJkbNCSfTsmOLm+cJd+R3Cf5CbV5HCNOP7IlGuA==";

fn verify(signature: &str) -> bool {
    let unbase64 = |text: &str| super::unbase64(&text.into());
    let key = PublicKey::from_spki_der(unbase64(KEY)).unwrap();
    key.verify(Scheme::RsaPkcs1(DigestAlgorithm::Sha256), b"message", &unbase64(signature)).is_ok()
}

#[test]
fn ghsa_cfm4_qjh2_4765_an_rsa_signature_with_a_lax_encoding_of_its_digest_is_refused() {
    assert!(verify(GOOD));
    for forged in [WITHOUT_NULL, TRAILING, HIDDEN] {
        assert!(!verify(forged));
    }
}

//! Every published advisory about what this library does has a test of its own: the table of them, held to the files.

use std::collections::HashSet;
use std::path::Path;

use serde_json::Value;

/// What this library does; the other areas belong to parts that are not built yet.
const AREAS: [&str; 8] = ["bundle", "log", "timestamp", "x509", "dsse", "policy", "intoto", "oci"];

/// Advisory, and a test that fails if what it describes could happen here. An advisory may have several.
#[rustfmt::skip]
const TESTS: &[(&str, &str)] = &[
    ("GHSA-ccxc-vr6p-4858", "ghsa_ccxc_vr6p_4858_a_valid_entry_of_another_signature_proves_nothing"),
    ("GHSA-ccxc-vr6p-4858", "ghsa_ccxc_vr6p_4858_the_entry_of_another_signature_of_the_same_key_is_refused"),
    ("GHSA-8gw7-4j42-w388", "ghsa_8gw7_4j42_w388_an_entry_about_another_digest_signature_or_certificate_is_refused"),
    ("GHSA-8gw7-4j42-w388", "ghsa_8gw7_4j42_w388_an_expired_certificate_without_an_entry_is_refused"),
    ("GHSA-8gw7-4j42-w388", "ghsa_8gw7_4j42_w388_the_entry_of_the_bundle_made_for_it_is_refused"),
    ("GHSA-whqx-f9j3-ch6m", "ghsa_whqx_f9j3_ch6m_every_field_of_every_kind_of_entry_is_compared"),
    ("GHSA-whqx-f9j3-ch6m", "ghsa_whqx_f9j3_ch6m_every_version_evidence_kind_and_field_of_an_entry_is_bound"),
    ("GHSA-fx35-mq7g-6g98", "ghsa_fx35_mq7g_6g98_a_key_in_the_place_of_a_certificate_is_malformed"),
    ("GHSA-fx35-mq7g-6g98", "ghsa_fx35_mq7g_6g98_an_identity_is_never_satisfied_by_a_key"),
    ("GHSA-739f-hw6h-7wq8", "ghsa_739f_hw6h_7wq8_an_attestation_of_another_type_never_satisfies_the_policy"),
    ("GHSA-wfqv-66vq-46rm", "ghsa_wfqv_66vq_46rm_an_intermediate_that_had_expired_when_it_signed_is_refused"),
    ("GHSA-wfqv-66vq-46rm", "every_fulcio_shaped_case_has_its_verdict"),
    ("GHSA-9vcr-p3rj-q5q6", "ghsa_9vcr_p3rj_q5q6_two_entries_of_one_log_are_one_log"),
    ("GHSA-9vcr-p3rj-q5q6", "ghsa_9vcr_p3rj_q5q6_two_kinds_of_entry_in_one_log_are_one_log"),
    ("GHSA-9vcr-p3rj-q5q6", "ghsa_9vcr_p3rj_q5q6_two_scts_of_one_ct_log_are_one_sct"),
    ("GHSA-9vcr-p3rj-q5q6", "ghsa_9vcr_p3rj_q5q6_two_tokens_of_one_authority_are_one_timestamp"),
    ("sigstore-js-adbe2535", "sigstore_js_adbe2535_a_duplicate_entry_is_refused_under_every_threshold"),
    ("GHSA-wqqc-jjcq-vfxm", "ghsa_wqqc_jjcq_vfxm_a_key_outside_its_validity_is_refused_to_the_second"),
    ("GHSA-wqqc-jjcq-vfxm", "a_key_is_accepted_within_its_window_at_every_established_time"),
    ("sigstore-go-618325f", "sigstore_go_618325f_an_artifact_without_digests_is_refused_and_an_empty_file_is_not"),
    ("GHSA-q4xm-6fjc-5f6w", "ghsa_q4xm_6fjc_5f6w_an_envelope_with_the_entry_of_another_is_refused"),
    ("GHSA-jp26-88mw-89qr", "ghsa_jp26_88mw_89qr_a_tree_of_ones_own_is_refused_in_every_shape_of_bundle"),
    ("GHSA-jp26-88mw-89qr", "ghsa_jp26_88mw_89qr_a_tree_that_the_log_did_not_sign_is_refused"),
    ("GHSA-jp26-88mw-89qr", "ghsa_jp26_88mw_89qr_the_logs_signature_over_another_checkpoint_is_refused"),
    ("GHSA-hhfg-fwrw-87w7", "ghsa_hhfg_fwrw_87w7_an_integrated_time_that_no_promise_covers_is_no_time"),
    ("GHSA-xgjw-pm74-86q4", "ghsa_xgjw_pm74_86q4_an_integrated_time_under_the_promise_of_another_entry_is_no_time"),
    ("GHSA-jfc7-64v2-mr8c", "ghsa_jfc7_64v2_mr8c_a_payload_type_with_the_same_low_octets_is_refused"),
    ("GHSA-jfc7-64v2-mr8c", "every_pae_is_that_of_the_specification_and_no_other_verifies"),
    ("GHSA-jfc7-64v2-mr8c", "a_payload_type_that_is_only_alike_does_not_verify"),
    ("GHSA-52v5-jr5w-gjxr", "ghsa_52v5_jr5w_gjxr_every_option_of_a_policy_alone_makes_it_refuse"),
    ("GHSA-52v5-jr5w-gjxr", "ghsa_52v5_jr5w_gjxr_every_option_of_an_identity_alone_makes_it_refuse"),
    ("GHSA-52v5-jr5w-gjxr", "every_option_alone_makes_a_policy_refuse"),
    ("GHSA-6qhv-4h7r-2g9m", "ghsa_6qhv_4h7r_2g9m_a_token_whose_signature_is_changed_or_of_another_is_refused"),
    ("GHSA-6qhv-4h7r-2g9m", "no_bit_of_the_cms_signature_can_change"),
    ("GHSA-6qhv-4h7r-2g9m", "an_empty_signature_or_one_of_another_key_is_refused"),
    ("GHSA-3xxc-pwj6-jgrj", "ghsa_3xxc_pwj6_jgrj_the_genuine_certificates_in_a_strangers_token_do_not_help_it"),
    ("GHSA-3xxc-pwj6-jgrj", "a_trusted_certificate_beside_a_strangers_token_does_not_help_it"),
    ("GHSA-xm5m-wgh2-rrg3", "ghsa_xm5m_wgh2_rrg3_the_signer_of_a_token_is_the_one_that_its_signed_attributes_name"),
    ("GHSA-xm5m-wgh2-rrg3", "a_trusted_certificate_beside_a_strangers_token_does_not_help_it"),
    ("GHSA-5qp5-ph6r-qj9f", "ghsa_5qp5_ph6r_qj9f_a_timestamp_signer_without_the_sole_critical_usage_is_refused"),
    ("GHSA-5qp5-ph6r-qj9f", "a_signer_without_the_sole_critical_timestamping_usage_is_refused"),
    ("TOB-SIGSTORE-2", "tob_sigstore_2_without_a_log_entry_only_the_dangerous_word_passes_and_it_shows"),
    ("TOB-SIGSTORE-3", "tob_sigstore_3_a_broken_promise_makes_no_time_in_any_version"),
    ("TOB-SIGSTORE-3", "tob_sigstore_3_a_source_that_the_policy_does_not_name_gives_no_time"),
    ("TOB-SIGSTORE-4", "tob_sigstore_4_one_time_of_several_outside_the_certificate_is_refused"),
    ("TOB-SIGSTORE-6", "tob_sigstore_6_the_key_alone_and_the_key_beside_an_identity_give_one_verdict"),
    ("TOB-SIGSTORE-7", "tob_sigstore_7_a_time_one_second_in_the_future_is_refused"),
    ("TOB-SIGSTORE-9", "tob_sigstore_9_a_second_signature_is_refused_whichever_is_the_good_one"),
    ("TOB-SIGSTORE-11", "tob_sigstore_11_the_window_of_another_timestamp_authority_does_not_help"),
    ("TOB-SIGSTORE-11", "a_timestamp_outside_its_own_authority_window_is_refused"),
    ("GHSA-567m-4668-m656", "ghsa_567m_4668_m656_a_policy_that_demands_no_attestation_is_malformed"),
    ("GHSA-rgp5-33mp-jhfm", "ghsa_rgp5_33mp_jhfm_a_policy_that_demands_no_signer_is_malformed"),
    ("GHSA-r4fv-8r9j-vgcg", "ghsa_r4fv_8r9j_vgcg_each_of_several_attestations_of_one_type_is_judged"),
    ("GHSA-v6px-jqx8-8xwj", "ghsa_v6px_jqx8_8xwj_no_directory_is_an_artifact"),
    ("GHSA-v6px-jqx8-8xwj", "ghsa_v6px_jqx8_8xwj_a_link_out_of_the_folder_is_no_artifact_of_a_pattern"),
    ("GHSA-c346-qp3r-53vf", "ghsa_c346_qp3r_53vf_one_attestation_found_twice_is_not_two"),
    ("GHSA-2v4r-xhmm-ghv8", "ghsa_2v4r_xhmm_ghv8_a_key_that_made_no_valid_signature_counts_for_nothing"),
    ("GHSA-mpvw-hw8p-7x27", "ghsa_mpvw_hw8p_7x27_an_empty_constraint_is_malformed_and_matches_nobody"),
    ("GHSA-mpvw-hw8p-7x27", "an_empty_value_is_refused_and_is_not_an_absent_one"),
    ("GHSA-72c7-4g63-hpw5", "ghsa_72c7_4g63_hpw5_an_envelope_without_a_signature_is_malformed_in_a_bundle"),
    ("GHSA-72c7-4g63-hpw5", "ghsa_72c7_4g63_hpw5_an_envelope_without_a_signature_is_refused"),
    ("GHSA-pmwq-pjrm-6p5r", "ghsa_pmwq_pjrm_6p5r_a_glob_is_of_one_dialect_and_anchored"),
    ("GHSA-jjgp-whrp-gq8m", "ghsa_jjgp_whrp_gq8m_a_key_that_has_expired_is_refused_for_what_it_signs_later"),
    ("GHSA-p86f-xmg6-9q4x", "ghsa_p86f_xmg6_9q4x_an_old_attestation_of_an_older_artifact_is_refused"),
    ("GHSA-p86f-xmg6-9q4x", "an_old_signature_an_expired_policy_and_an_older_policy_are_refused"),
    ("GHSA-6q78-j78h-pqm2", "ghsa_6q78_j78h_pqm2_an_older_policy_is_refused_where_a_newer_one_was_seen"),
    ("GHSA-6q78-j78h-pqm2", "an_old_signature_an_expired_policy_and_an_older_policy_are_refused"),
    ("GHSA-wqrg-wjp9-wqfq", "ghsa_wqrg_wjp9_wqfq_a_right_signer_of_another_predicate_is_refused"),
    ("GHSA-45v3-38pc-874v", "ghsa_45v3_38pc_874v_a_timestamp_after_its_authority_was_withdrawn_is_refused"),
    ("GHSA-45v3-38pc-874v", "a_withdrawn_authority_is_refused_though_its_certificate_is_valid"),
    ("GHSA-59jp-pj84-45mr", "ghsa_59jp_pj84_45mr_an_expression_matches_the_whole_identity"),
    ("GHSA-59jp-pj84-45mr", "an_identity_expression_is_anchored_and_holds_its_owner_in_every_alternative"),
    ("RUSTSEC-2026-0098", "rustsec_2026_0098_a_uri_outside_the_authoritys_name_constraints_is_refused"),
    ("RUSTSEC-2026-0098", "every_fulcio_shaped_case_has_its_verdict"),
    ("RUSTSEC-2026-0099", "rustsec_2026_0099_a_wildcard_does_not_slip_through_name_constraints"),
    ("RUSTSEC-2026-0099", "every_limbo_case_has_the_verdict_of_the_table"),
    ("RUSTSEC-2026-0099", "host_names_are_compared_label_by_label_and_wildcards_not_at_all"),
    ("RUSTSEC-2026-0049", "rustsec_2026_0049_a_critical_crl_distribution_point_is_an_unknown_critical_extension"),
    ("RUSTSEC-2026-0049", "critical_crl_distribution_points_are_unknown_and_refused"),
    ("RUSTSEC-2026-0104", "rustsec_2026_0104_a_revocation_list_in_the_place_of_a_certificate_is_malformed"),
    ("RUSTSEC-2026-0104", "a_revocation_list_is_an_error_to_the_certificate_parser"),
    ("RUSTSEC-2023-0052", "rustsec_2023_0052_a_chain_of_authorities_with_one_name_is_refused_in_time"),
    ("RUSTSEC-2023-0052", "a_pool_of_a_hundred_that_leads_nowhere_is_refused_in_time"),
    ("RUSTSEC-2023-0053", "rustsec_2023_0053_more_certificates_than_a_path_has_are_over_the_limit"),
    ("RUSTSEC-2023-0053", "a_pool_of_a_hundred_that_leads_nowhere_is_refused_in_time"),
    ("RUSTSEC-2026-0044", "rustsec_2026_0044_a_certificate_without_an_alternative_name_has_no_identity"),
    ("RUSTSEC-2026-0044", "a_common_name_is_never_an_identity"),
    ("RUSTSEC-2026-0046", "rustsec_2026_0046_a_token_of_an_authority_with_the_trusted_names_is_refused"),
    ("RUSTSEC-2026-0046", "no_cms_function_of_the_crypto_library_is_named"),
    ("RUSTSEC-2026-0046", "a_token_of_an_untrusted_signer_with_the_trusted_names_is_refused"),
    ("RUSTSEC-2026-0047", "rustsec_2026_0047_a_token_with_two_signers_is_malformed"),
    ("RUSTSEC-2026-0047", "no_cms_function_of_the_crypto_library_is_named"),
    ("RUSTSEC-2026-0047", "a_second_signer_is_refused_whatever_its_signature"),
    ("RUSTSEC-2026-0048", "rustsec_2026_0048_no_revocation_or_cms_code_of_the_crypto_library_is_named"),
    ("RUSTSEC-2026-0048", "critical_crl_distribution_points_are_unknown_and_refused"),
    ("RUSTSEC-2022-0093", "rustsec_2022_0093_no_signing_key_comes_apart_from_its_public_key"),
    ("GHSA-q67f-28xg-22rw", "ghsa_q67f_28xg_22rw_an_ed25519_signature_with_a_larger_s_is_refused"),
    ("GHSA-q67f-28xg-22rw", "ed25519_signatures_get_the_verdict_of_wycheproof"),
    ("GHSA-cfm4-qjh2-4765", "ghsa_cfm4_qjh2_4765_an_rsa_signature_with_a_lax_encoding_of_its_digest_is_refused"),
    ("GHSA-cfm4-qjh2-4765", "rsa_pkcs1_signatures_get_the_verdict_of_wycheproof"),
    ("GHSA-5gfm-wpxj-wjgq", "ghsa_5gfm_wpxj_wjgq_no_octet_of_a_bundles_certificate_can_change"),
    ("GHSA-5gfm-wpxj-wjgq", "no_certificate_with_one_octet_changed_is_accepted"),
    ("GHSA-65ch-62r8-g69g", "ghsa_65ch_62r8_g69g_a_purpose_whose_arc_overflows_32_bits_is_not_code_signing"),
    ("GHSA-65ch-62r8-g69g", "a_purpose_with_an_overflowing_arc_is_not_code_signing"),
    ("GHSA-554w-wpv2-vw27", "ghsa_554w_wpv2_vw27_nesting_without_end_in_an_extension_is_an_error"),
    ("GHSA-554w-wpv2-vw27", "deep_nesting_is_an_error_wherever_it_hides"),
    ("GHSA-554w-wpv2-vw27", "a_token_nested_too_deeply_is_refused"),
    ("GHSA-2328-f5f3-gj25", "ghsa_2328_f5f3_gj25_an_issuer_that_is_no_authority_is_refused"),
    ("GHSA-2328-f5f3-gj25", "an_authority_without_its_extensions_issues_nothing"),
    ("GHSA-2328-f5f3-gj25", "a_leaf_issues_nothing"),
    ("GHSA-cq38-jh5f-37mq", "ghsa_cq38_jh5f_37mq_more_entries_timestamps_subjects_or_digests_than_the_limit_are_refused"),
    ("GHSA-cq38-jh5f-37mq", "log_entries_are_bounded"),
    ("GHSA-cq38-jh5f-37mq", "timestamps_are_bounded"),
    ("GHSA-4qg8-fj49-pxjh", "ghsa_4qg8_fj49_pxjh_an_object_identifier_without_end_is_refused"),
    ("GHSA-4qg8-fj49-pxjh", "a_policy_of_more_than_64_octets_is_refused"),
    ("GHSA-9c54-x2g4-v92j", "ghsa_9c54_x2g4_v92j_there_are_no_metrics_and_no_log_lines"),
    ("GHSA-2h5h-59f5-c5x9", "ghsa_2h5h_59f5_c5x9_nothing_unpacks_archives"),
    ("GHSA-47q9-m4ww-924m", "ghsa_47q9_m4ww_924m_a_body_in_several_compressed_parts_is_refused_as_it_stands"),
    ("GHSA-frqx-jfcm-6jjr", "ghsa_frqx_jfcm_6jjr_a_null_in_the_body_of_an_entry_is_an_error"),
    ("GHSA-frqx-jfcm-6jjr", "every_field_that_is_null_missing_or_of_another_type_is_an_error"),
    ("GHSA-273p-m2cw-6833", "ghsa_273p_m2cw_6833_an_entry_of_a_kind_that_is_not_read_is_refused"),
    ("GHSA-273p-m2cw-6833", "ghsa_273p_m2cw_6833_an_entry_of_an_unknown_kind_is_an_error"),
    ("GHSA-843x-px86-vq42", "ghsa_843x_px86_vq42_no_field_of_a_body_can_be_null_missing_or_of_another_type"),
    ("GHSA-843x-px86-vq42", "every_field_that_is_null_missing_or_of_another_type_is_an_error"),
    ("cosign-4229f6d1", "cosign_4229f6d1_a_body_that_is_no_base64_or_no_json_object_is_refused"),
    ("cosign-4229f6d1", "a_body_that_is_no_json_object_is_refused"),
    ("cosign-7351cace", "cosign_7351cace_an_entry_without_any_of_its_parts_is_refused_in_every_combination"),
    ("cosign-7351cace", "cosign_7351cace_an_entry_without_evidence_proves_nothing"),
    ("sigstore-js-e66d99f0", "sigstore_js_e66d99f0_the_names_on_a_checkpoint_are_compared_literally"),
    ("sigstore-go-1.3.0", "sigstore_go_1_3_0_a_size_that_is_no_number_is_refused"),
    ("RUSTSEC-2021-0125", "rustsec_2021_0125_a_time_that_is_none_in_a_certificate_is_malformed"),
    ("RUSTSEC-2021-0125", "fields_that_rfc_5280_bounds_are_refused_beyond_them"),
    ("RUSTSEC-2019-0007", "rustsec_2019_0007_a_length_beyond_the_input_is_an_error_in_every_place"),
    ("RUSTSEC-2019-0007", "no_certificate_with_one_octet_changed_is_accepted"),
    ("RUSTSEC-2023-0062", "rustsec_2023_0062_a_certificate_or_token_that_ends_early_is_an_error_at_every_byte"),
    ("RUSTSEC-2023-0062", "a_token_that_ends_early_is_refused_at_every_byte"),
    ("RUSTSEC-2026-0009", "rustsec_2026_0009_nothing_reads_dates_of_rfc_2822"),
    ("RUSTSEC-2020-0002", "rustsec_2020_0002_nothing_reads_protobuf_on_the_wire"),
    ("RUSTSEC-2024-0437", "rustsec_2024_0437_a_bundle_of_unknown_protobuf_groups_is_refused"),
    ("RUSTSEC-2024-0012", "rustsec_2024_0012_json_nested_without_end_is_refused_wherever_it_stands"),
    ("RUSTSEC-2024-0012", "every_envelope_and_statement_vector_has_its_verdict"),
    ("RUSTSEC-2018-0005", "rustsec_2018_0005_nothing_reads_yaml_and_a_policy_in_it_is_malformed"),
    ("RUSTSEC-2018-0005", "a_hostile_file_is_bounded"),
    ("RUSTSEC-2019-0025", "rustsec_2019_0025_nothing_reads_cbor"),
    ("RUSTSEC-2025-0009", "rustsec_2025_0009_ring_is_neither_built_nor_allowed"),
    ("RUSTSEC-2021-0073", "rustsec_2021_0073_an_integrated_time_at_the_end_of_its_type_is_refused"),
    ("RUSTSEC-2021-0073", "every_text_of_digits_in_the_time_is_a_time_or_an_error"),
    ("RUSTSEC-2023-0071", "rustsec_2023_0071_rsa_is_neither_built_nor_allowed"),
    ("slsa-worm-2026-05", "slsa_worm_2026_05_valid_provenance_of_a_fork_a_branch_or_another_workflow_is_refused"),
    ("GHSA-vjxv-45g9-9296", "ghsa_vjxv_45g9_9296_a_real_attestation_of_another_type_never_satisfies_the_policy"),
    ("GHSA-vjxv-45g9-9296", "ghsa_vjxv_45g9_9296_a_signed_statement_of_another_type_is_refused"),
    ("GHSA-vjxv-45g9-9296", "predicates_of_other_types_are_no_provenance"),
    ("GHSA-w6c6-c85g-mmv6", "ghsa_w6c6_c85g_mmv6_a_predicate_that_is_no_object_is_an_error"),
    ("GHSA-w6c6-c85g-mmv6", "ghsa_w6c6_c85g_mmv6_a_signed_statement_that_cannot_be_read_is_refused"),
    ("GHSA-w6c6-c85g-mmv6", "ghsa_w6c6_c85g_mmv6_what_cannot_be_read_of_a_signed_statement_is_refused"),
    ("GHSA-w6c6-c85g-mmv6", "ghsa_w6c6_c85g_mmv6_a_predicate_that_cannot_be_read_is_refused"),
    ("GHSA-g9jx-rqhm-mj7g", "ghsa_g9jx_rqhm_mj7g_a_name_that_is_only_alike_is_another"),
    ("GHSA-g9jx-rqhm-mj7g", "ghsa_g9jx_rqhm_mj7g_an_attested_name_that_is_only_alike_is_another"),
    ("GHSA-pgpm-j729-qcvh", "ghsa_pgpm_j729_qcvh_all_digests_agree_in_whatever_order"),
    ("GHSA-pgpm-j729-qcvh", "ghsa_pgpm_j729_qcvh_every_known_digest_of_a_signed_statement_agrees"),
    ("GHSA-pgpm-j729-qcvh", "ghsa_pgpm_j729_qcvh_a_dependency_of_which_one_digest_differs_is_another"),
    ("GHSA-vmvj-p3hw-39q3", "ghsa_vmvj_p3hw_39q3_a_dependency_and_a_summary_without_a_common_digest_are_not_the_same"),
    ("GHSA-vmvj-p3hw-39q3", "every_dependency_is_a_subject_of_a_summary"),
    ("GHSA-vmvj-p3hw-39q3", "a_digest_that_is_not_known_of_the_artifact_is_not_compared"),
    ("GHSA-vrxp-mg9f-hwf3", "ghsa_vrxp_mg9f_hwf3_the_name_of_a_subject_decides_nothing"),
    ("GHSA-vrxp-mg9f-hwf3", "ghsa_vrxp_mg9f_hwf3_a_name_with_a_detour_is_another_package"),
    ("GHSA-73jv-h86v-c2vh", "ghsa_73jv_h86v_c2vh_what_no_rule_covers_is_in_the_result_as_it_was_signed"),
    ("GHSA-73jv-h86v-c2vh", "ghsa_73jv_h86v_c2vh_each_parameter_that_no_expectation_covers_is_named"),
    ("GHSA-73jv-h86v-c2vh", "what_a_form_does_not_know_is_kept"),
    ("GHSA-xhg5-42rf-296r", "ghsa_xhg5_42rf_296r_what_was_resolved_once_is_what_is_looked_up"),
    ("GHSA-xhg5-42rf-296r", "ghsa_xhg5_42rf_296r_a_body_with_another_digest_than_was_asked_for_is_refused"),
    ("GHSA-xhg5-42rf-296r", "a_blob_is_what_its_descriptor_says_or_is_refused"),
    ("GHSA-vfp6-jrw2-99g9", "ghsa_vfp6_jrw2_99g9_a_list_of_a_hundred_thousand_is_refused"),
    ("GHSA-vfp6-jrw2-99g9", "an_index_has_limits_and_its_absence_is_said"),
    ("GHSA-95pr-fxf5-86gv", "ghsa_95pr_fxf5_86gv_a_manifest_of_1001_layers_or_of_more_than_4_mib_is_refused"),
    ("GHSA-88jx-383q-w4qc", "ghsa_88jx_383q_w4qc_a_blob_of_129_mib_is_refused_before_it_is_opened"),
    ("GHSA-88jx-383q-w4qc", "ghsa_88jx_383q_w4qc_a_blob_that_is_longer_than_it_says_is_not_read_on"),
    ("GHSA-88jx-383q-w4qc", "ghsa_88jx_383q_w4qc_what_is_refused_is_counted_as_read"),
    ("GHSA-88jx-383q-w4qc", "what_is_read_of_a_layout_is_bounded_together"),
    ("GHSA-87x9-7grx-m28v", "ghsa_87x9_7grx_m28v_the_attestations_of_all_referrers_are_counted_together"),
    ("GHSA-87x9-7grx-m28v", "a_layer_has_one_signature"),
    ("GHSA-87x9-7grx-m28v", "an_envelope_that_breaks_a_rule_is_refused"),
    ("GHSA-9m3v-v4r5-ppx7", "ghsa_9m3v_v4r5_ppx7_one_attestation_over_the_limit_is_refused"),
    ("GHSA-9m3v-v4r5-ppx7", "a_file_has_a_limit_of_bytes_and_of_attestations"),
    ("GHSA-rvrx-rrwh-r9p6", "ghsa_vfp6_jrw2_99g9_a_list_of_a_hundred_thousand_is_refused"),
    ("GHSA-rvrx-rrwh-r9p6", "ghsa_87x9_7grx_m28v_the_attestations_of_all_referrers_are_counted_together"),
];

/// Holds what all of [`LATER`] rests on.
const NO_REGISTRY_IS_ASKED: &str = "nothing_asks_a_registry_and_nothing_reads_credentials";

/// What cannot happen before there is a client of registries, which comes later and with tests of it: all of an advisory,
/// if it is not in [`TESTS`], or else the part that a layout on disk cannot show.
const LATER: &[(&str, &str)] = &[
    ("GHSA-pf56-329r-95rw", "no registry is asked, so that no credentials are chosen for a host"),
    ("GHSA-qhh4-458h-xwh2", "no registry is asked, so that no credentials are chosen for a host"),
    ("GHSA-xhg5-42rf-296r", "no tag is resolved by a registry, and there is no Docker-Content-Digest"),
    ("GHSA-vfp6-jrw2-99g9", "no list of referrers has pages"),
    ("GHSA-95pr-fxf5-86gv", "no answer has a Content-Length"),
    ("GHSA-88jx-383q-w4qc", "no answer has a Content-Length, or lacks one"),
    ("GHSA-87x9-7grx-m28v", "no list of referrers has pages"),
    ("GHSA-rvrx-rrwh-r9p6", "no list of referrers has pages"),
];

#[test]
fn every_advisory_has_a_test_that_exists() {
    let known = test_names();
    let missing: Vec<_> = TESTS.iter().filter(|(_, test)| !known.contains(*test)).collect();
    assert!(missing.is_empty(), "tests that do not exist: {missing:#?}");
    assert!(known.contains(NO_REGISTRY_IS_ASKED), "nothing holds what LATER rests on");

    let Some(folder) = crate::folder("security") else { return };
    let text = std::fs::read_to_string(folder.join("advisories.jsonl")).unwrap();
    let rows: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let ours = rows.iter().filter(|row| AREAS.iter().any(|area| row["area"] == *area));
    let ours: Vec<_> = ours.map(|row| row["id"].as_str().unwrap()).collect();
    let in_table = |table: &[(&str, &str)], id: &str| table.iter().any(|(known, _)| *known == id);
    let (tested, untested): (Vec<&str>, Vec<&str>) = ours.iter().partition(|id| in_table(TESTS, id));
    let forgotten: Vec<_> = untested.iter().filter(|id| !in_table(LATER, id)).collect();
    assert!(forgotten.is_empty(), "advisories without a test: {forgotten:#?}");
    let unknown: Vec<_> = TESTS.iter().chain(LATER).filter(|(id, _)| !ours.contains(id)).collect();
    assert!(unknown.is_empty(), "no such advisory in these areas: {unknown:#?}");
    println!("advisories: {} of {} rows in {AREAS:?}, {} tests", tested.len(), ours.len(), TESTS.len());
    println!("advisories that cannot happen yet: {untested:?}");
}

/// A test that is named after an advisory stands in the table.
#[test]
fn every_test_named_after_an_advisory_is_in_the_table() {
    let lower = |id: &str| id.to_lowercase().replace(['-', '.'], "_");
    for name in test_names() {
        let own = TESTS.iter().any(|(id, _)| name.starts_with(&format!("{}_", lower(id))));
        assert!(!own || TESTS.iter().any(|(_, test)| *test == name), "{name} is not in the table");
    }
}

/// The functions under `#[test]` in the sources of the library, its tests and the program's.
fn test_names() -> HashSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut folders: Vec<_> = ["core/src", "core/tests", "cli/src", "cli/tests"].map(|f| root.join(f)).into();
    let mut names = HashSet::new();
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(folder) else { continue };
        for path in entries.map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                names.extend(tests_in(&std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    assert!(names.len() > 300, "{} tests", names.len());
    names
}

fn tests_in(source: &str) -> Vec<String> {
    let after = source.split("#[test]\n").skip(1);
    let name = |rest: &str| {
        let line = rest.lines().find(|line| !line.trim_start().starts_with("#["))?;
        Some(line.trim_start().strip_prefix("fn ")?.split('(').next()?.to_owned())
    };
    after.filter_map(name).collect()
}

#[test]
fn a_function_counts_only_under_its_attribute() {
    let source = "#[test]\nfn one() {}\nfn two() {}\nmod m {\n    #[test]\n    #[ignore]\n    fn three() {}\n}\n";
    assert_eq!(tests_in(source), ["one", "three"]);
}

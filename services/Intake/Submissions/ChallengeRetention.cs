using Moderation.ServiceDefaults;
using Npgsql;

namespace Moderation.Intake.Submissions;

/// <summary>
/// Deletes codes, proofs and ids of signed requests that have expired. A proof is kept a minute longer, for whoever checks it by
/// a clock that is behind.
/// </summary>
internal sealed class ChallengeRetention(NpgsqlDataSource database)
    : RetentionJob(
        new("challenges", "Captcha:Lifetime, Proof:Lifetime, PhoneCodes:Lifetime", Kept: null, TimeSpan.FromMinutes(1)),
        database
    )
{
    protected override string Removal =>
        """
        DELETE FROM captchas WHERE expires_at <= statement_timestamp();
        DELETE FROM proofs WHERE expires_at <= statement_timestamp() - interval '1 minute';
        DELETE FROM phone_codes WHERE expires_at <= statement_timestamp();
        DELETE FROM signed_requests WHERE expires_at <= statement_timestamp();
        """;

    protected override string Remainder =>
        """
        SELECT min(expires_at) AS oldest, count(*) FILTER (WHERE expires_at <= statement_timestamp()) AS waiting FROM (
            SELECT expires_at FROM captchas UNION ALL SELECT expires_at + interval '1 minute' FROM proofs
            UNION ALL SELECT expires_at FROM phone_codes UNION ALL SELECT expires_at FROM signed_requests) AS challenges
        """;
}

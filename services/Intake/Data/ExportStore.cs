using Dapper;
using Moderation.Contracts;
using Moderation.Intake.Authors;
using Moderation.Intake.Tracking;
using Npgsql;

namespace Moderation.Intake.Data;

/// <summary>Reads what is held about a comment.</summary>
public sealed class ExportStore(NpgsqlDataSource database, PhoneCipher cipher, ContactCipher contacts)
{
    /// <returns>Null when no submission has that link.</returns>
    public async Task<Export?> FindAsync(string token)
    {
        const string sql = """
            SELECT s.id, s.article_id, s.article_headline, s.article_url, s.parent_id, s.revision, s.submitted_at,
                s.name, s.title, s.content, s.consent_version, s.consented_at,
                s.status, s.reason, s.decided_by, s.decided_at, s.edited, s.upheld, s.withdrawn_at,
                a.text AS appeal, a.appealed_at, e.asked_at AS erasure_asked_at, e.done_at AS erasure_done_at
            FROM submissions s LEFT JOIN appeals a ON a.comment_id = s.id LEFT JOIN erasures e ON e.comment_id = s.id
            WHERE s.tracking_hash = @hash;
            SELECT phone_cipher, phone_key_id, rule_vi, rule_en, phone_hash, address_hash, device_hash
            FROM submissions WHERE tracking_hash = @hash;
            SELECT r.revision, r.title, r.content, r.replaced_at
            FROM earlier_revisions r JOIN submissions s ON s.id = r.comment_id
            WHERE s.tracking_hash = @hash ORDER BY r.revision;
            SELECT b.id, b.channel, b.target_cipher, b.target_key_id, b.status, b.asked_at, b.confirmed_at
            FROM subscriptions b JOIN submissions s ON s.id = b.comment_id
            WHERE s.tracking_hash = @hash ORDER BY b.asked_at
            """;
        await using var connection = await database.OpenConnectionAsync();
        await using var read = await connection.QueryMultipleAsync(sql, new { hash = TrackingLinks.HashOf(token) });
        if (await read.ReadSingleOrDefaultAsync<Export>() is not { } export)
            return null;
        var guarded = await read.ReadSingleAsync<Guarded>();
        var earlier = (await read.ReadAsync<EarlierRevision>()).AsList();
        var subscriptions = (await read.ReadAsync<Subscription>()).Select(one => one.Exported(contacts));
        return export with
        {
            Earlier = earlier,
            Subscriptions = [.. subscriptions],
            Phone =
                guarded.PhoneCipher is { } sealedPhone && guarded.PhoneKeyId == cipher.KeyId
                    ? cipher.Open(sealedPhone, export.Id)
                    : null,
            Rule = guarded.RuleVi is null || guarded.RuleEn is null ? null : new Words(guarded.RuleVi, guarded.RuleEn),
            Hashed =
            [
                .. new[] { ("phone", guarded.PhoneHash), ("address", guarded.AddressHash), ("device", guarded.DeviceHash) }
                    .Where(key => key.Item2 is not null)
                    .Select(key => key.Item1),
            ],
        };
    }

    private sealed record Subscription(
        Guid Id,
        string Channel,
        byte[] TargetCipher,
        string TargetKeyId,
        string Status,
        DateTimeOffset AskedAt,
        DateTimeOffset? ConfirmedAt
    )
    {
        public ExportedSubscription Exported(ContactCipher contacts) =>
            new(
                Channel,
                TargetKeyId == contacts.KeyId ? contacts.Open(TargetCipher, Id) : null,
                Status,
                AskedAt,
                ConfirmedAt
            );
    }

    private sealed record Guarded(
        byte[]? PhoneCipher,
        string? PhoneKeyId,
        string? RuleVi,
        string? RuleEn,
        string? PhoneHash,
        string? AddressHash,
        string? DeviceHash
    );
}

using Dapper;
using Moderation.Contracts;
using Moderation.Intake.Articles;
using Moderation.Intake.Captchas;
using Moderation.Intake.Limits;
using Moderation.Intake.Notices;
using Moderation.Intake.Proofs;
using Moderation.ServiceDefaults;
using Npgsql;
using Polly;

namespace Moderation.Intake.Submissions;

/// <summary>One submission on its way into the table.</summary>
public sealed record SubmissionRow
{
    public required Guid Id { get; init; }

    public required CommentSubmitted Message { get; init; }

    public required string TrackingHash { get; init; }

    public required string? IdempotencyHash { get; init; }

    public required string Fingerprint { get; init; }

    /// <summary>Null when the comment needs no code.</summary>
    public required CaptchaAnswer? Captcha { get; init; }

    /// <summary>Null when the comment needs no proof of work.</summary>
    public required ProofAnswer? Proof { get; init; }

    /// <summary>The version of the text to which the reader agreed when the comment was sent.</summary>
    public required string? Consent { get; init; }

    public required byte[]? PhoneCipher { get; init; }

    public required string? PhoneKeyId { get; init; }

    public required OutboxMessage Outgoing { get; init; }

    /// <summary>Where its author wants to be told of it; null when nowhere.</summary>
    public MailSubscription? Mail { get; init; }

    /// <summary>It is stored only if each of these has a token.</summary>
    public required IReadOnlyList<TokenBucket> Buckets { get; init; }

    /// <summary>As <see cref="Buckets"/>, if the article is in slow mode.</summary>
    public required IReadOnlyList<Guid> ReaderUnderArticle { get; init; }
}

/// <summary>Submissions, written together with the messages that tell of them.</summary>
public sealed class SubmissionStore : IAsyncDisposable
{
    /// <summary>A reader who waits for his answer does not notice it.</summary>
    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(5);

    private readonly NpgsqlDataSource _database;
    private readonly ArticleOptions _articles;
    private readonly CaptchaCodes _codes;
    private readonly GroupCommit<SubmissionRow, Received> _commits;
    private readonly ResiliencePipeline _retries;
    private volatile string? _fault;

    public SubmissionStore(NpgsqlDataSource database, CaptchaCodes codes, ArticleOptions articles)
    {
        (_database, _codes, _articles) = (database, codes, articles);
        _commits = new GroupCommit<SubmissionRow, Received>(CommitAsync, Linger);
        _retries = Resilience.OverTheDatabasesRestart(database, attempts: int.MaxValue);
    }

    /// <summary>
    /// Returns once the submission, or an earlier one with the same Idempotency-Key, is durable. While the database is away it is
    /// tried again until the caller gives up; its id tells whether a commit whose answer was lost had been done.
    /// </summary>
    public async Task<Received> AddAsync(SubmissionRow row, CancellationToken cancellationToken) =>
        await _retries.ExecuteAsync(async token => await _commits.AddAsync(row, token), cancellationToken);

    /// <summary>Why what was written last could not be, such as a full disk; null when it was.</summary>
    public string? Fault => _fault;

    public ValueTask DisposeAsync() => _commits.DisposeAsync();

    private async Task<IReadOnlyList<Received>> CommitAsync(IReadOnlyList<SubmissionRow> rows)
    {
        try
        {
            var received = await WriteAsync(rows);
            _fault = null;
            return received;
        }
        catch (NpgsqlException exception)
        {
            _fault = ReasonOf(exception);
            throw;
        }
    }

    /// <summary>What the server says of itself is told in its words; what it says of rows may quote them.</summary>
    private static string ReasonOf(NpgsqlException exception) =>
        exception switch
        {
            PostgresException { SqlState: ['5', ..] } server => $"{server.SqlState}: {server.MessageText}",
            PostgresException row => row.SqlState,
            _ => exception.Message,
        };

    private async Task<IReadOnlyList<Received>> WriteAsync(IReadOnlyList<SubmissionRow> rows)
    {
        await using var connection = await _database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var (admission, before, now) = await ReadAsync(transaction, rows);
        var buckets = before.Untouched();
        var refused = admission.Refused(buckets);
        var admitted = rows.Where(r => !refused.ContainsKey(r.Id)).ToList();
        // What is refused anyway uses up no code.
        foreach (var (id, refusal) in await RefuseAsync(transaction, admitted))
            refused.Add(id, refusal);
        var inserted = await InsertAsync(transaction, [.. admitted.Where(r => !refused.ContainsKey(r.Id))], buckets);
        if (inserted.Count < admitted.Count)
            await GiveBackAsync(transaction, buckets, admission.TakenBy(inserted, before));
        var earlier = await FindEarlierAsync(transaction, [.. rows.Where(r => !inserted.Contains(r.Id))]);
        await Outbox.AddAsync(transaction, [.. rows.Where(r => inserted.Contains(r.Id)).Select(admission.MessageOf)]);
        await SubscriptionStore.AddAsync(
            transaction,
            [.. rows.Where(r => inserted.Contains(r.Id)).Select(r => r.Mail).OfType<MailSubscription>()]
        );
        await ArticleStore.NoteFirstCommentsAsync(transaction, admission.NewArticles(inserted), now);
        await transaction.CommitAsync();
        Counted.Submissions.Add(inserted.Count);
        return
        [
            .. rows.Select(row =>
                inserted.Contains(row.Id) ? new Received.Accepted(row.Id)
                : earlier.Find(e => e.Is(row)) is not { } first
                    ? refused.GetValueOrDefault(row.Id) ?? new Received.ParentNotPublished()
                : first.Fingerprint == row.Fingerprint ? new Received.Accepted(first.Id)
                : (Received)new Received.KeyReused()
            ),
        ];
    }

    /// <summary>Reads what decides whether these are stored; until the transaction's end no other copy decides.</summary>
    private async Task<(Admission, TokenBuckets, DateTimeOffset Now)> ReadAsync(
        NpgsqlTransaction transaction,
        IReadOnlyList<SubmissionRow> rows
    )
    {
        var (articles, fullAt, now) = await AdmissionStore.ReadAsync(
            transaction,
            [.. rows.Select(r => r.Message.Article.Id).Distinct(StringComparer.Ordinal)],
            [.. rows.SelectMany(r => r.Buckets).Select(b => b.Key).Distinct()]
        );
        var admission = new Admission(rows, articles, article => article.StatusAt(now, _articles));
        if (admission.SlowModeKeys is { Length: > 0 } keys)
        {
            foreach (
                var (key, full) in await transaction.Connection!.QueryAsync<(Guid, DateTimeOffset)>(
                    TokenBucketStore.Select,
                    new { Keys = keys },
                    transaction
                )
            )
                fullAt[key] = full;
        }
        return (admission, new TokenBuckets(now, fullAt), now);
    }

    /// <summary>What was there already, or answers nothing that readers see, has taken nothing.</summary>
    private static Task GiveBackAsync(NpgsqlTransaction transaction, TokenBuckets written, TokenBuckets taken) =>
        transaction.Connection!.ExecuteAsync(
            TokenBucketStore.Upsert,
            new { Keys = written.Changed.Keys.ToArray(), FullAts = written.Changed.Keys.Select(taken.FullAt).ToArray() },
            transaction
        );

    /// <summary>
    /// Uses the codes and proofs that comments bring, each of them once. What came before, itself or under the same
    /// Idempotency-Key, needs none again: its first try used them.
    /// </summary>
    private async Task<Dictionary<Guid, Received>> RefuseAsync(NpgsqlTransaction transaction, IReadOnlyList<SubmissionRow> rows)
    {
        SubmissionRow[] asked = [.. rows.Where(r => r.Captcha is not null || r.Proof is not null)];
        if (asked.Length == 0)
            return [];
        // First these, which those wait for that bring the same ones; then what the others made of them can be seen.
        var captchas = await CaptchaStore.LockAsync(
            transaction,
            [.. asked.Select(r => r.Captcha?.Id).OfType<Guid>().Distinct()]
        );
        // Whoever mistypes a code need not work again.
        var fresh = await ProofStore.SpendAsync(
            transaction,
            [
                .. asked
                    .Where(r => r.Captcha is not { } answer || FaultOf(answer, r, captchas) is null)
                    .Select(r => r.Proof)
                    .OfType<ProofAnswer>()
                    .Where(p => p.Fault is null),
            ]
        );
        var earlier = await FindEarlierAsync(transaction, asked);
        var known = new HashSet<string>(StringComparer.Ordinal);
        var refused = new Dictionary<Guid, Received>();
        foreach (
            var row in asked.Where(r =>
                !earlier.Exists(e => e.Is(r)) && (r.IdempotencyHash is null || !known.Contains(r.IdempotencyHash))
            )
        )
        {
            if (row.Proof?.Fault is { } unproven)
                refused[row.Id] = new Received.ChallengeFailed(ProofErrors.Field, unproven);
            else if (row.Captcha is { } answer && AnswerTo(answer, row, captchas) is { } wrong)
                refused[row.Id] = new Received.ChallengeFailed(CaptchaErrors.Field, wrong);
            else if (row.Proof is { } proof && !fresh.Remove(proof.Signature))
                refused[row.Id] = new Received.ChallengeFailed(ProofErrors.Field, ProofErrors.Used);
            else if (row.IdempotencyHash is { } hash)
                known.Add(hash);
        }
        await CaptchaStore.CloseAsync(transaction, captchas.Values);
        return refused;
    }

    private FieldError? FaultOf(CaptchaAnswer answer, SubmissionRow row, Dictionary<Guid, Captcha> captchas) =>
        _codes.FaultOf(captchas.GetValueOrDefault(answer.Id), row.Message.Article.Id, answer.Text);

    /// <summary>Notes in <paramref name="captchas"/> how the code was answered.</summary>
    private FieldError? AnswerTo(CaptchaAnswer answer, SubmissionRow row, Dictionary<Guid, Captcha> captchas)
    {
        var fault = FaultOf(answer, row, captchas);
        if (fault is null || fault == CaptchaErrors.Wrong)
            captchas[answer.Id] = captchas[answer.Id] with
            {
                Status = fault is null ? CaptchaStatus.Used : CaptchaStatus.Wrong,
            };
        return fault;
    }

    /// <returns>
    /// The ids of those that are new, as are their Idempotency-Keys, and that answer nothing or what readers see.
    /// </returns>
    private static async Task<HashSet<Guid>> InsertAsync(
        NpgsqlTransaction transaction,
        IReadOnlyList<SubmissionRow> rows,
        TokenBuckets buckets
    )
    {
        if (rows.Count == 0)
            return [];
        // In the keys' order, so that two copies of this service never wait for each other.
        const string sql = $"""
            INSERT INTO submissions (
                id, article_id, article_headline, article_lead, article_section, article_url, parent_id, revision, submitted_at,
                tracking_hash, idempotency_hash, fingerprint, consent_version, consented_at,
                name, title, content, phone_cipher, phone_key_id, phone_hash, address_hash, device_hash, from_author)
            SELECT * FROM unnest(
                @Ids, @ArticleIds, @Headlines, @Leads, @Sections, @Urls, @ParentIds, @Revisions, @SubmittedAts,
                @TrackingHashes, @IdempotencyHashes, @Fingerprints, @ConsentVersions, @ConsentedAts,
                @Names, @Titles, @Contents, @PhoneCiphers, @PhoneKeyIds, @PhoneKeys, @AddressKeys, @DeviceKeys,
                @FromAuthors)
            AS s (
                id, article_id, article_headline, article_lead, article_section, article_url, parent_id, revision, submitted_at,
                tracking_hash, idempotency_hash, fingerprint, consent_version, consented_at,
                name, title, content, phone_cipher, phone_key_id, phone_hash, address_hash, device_hash, from_author)
            WHERE parent_id IS NULL OR is_shown(parent_id, article_id)
            ORDER BY idempotency_hash
            ON CONFLICT DO NOTHING
            RETURNING id;

            {TokenBucketStore.Upsert}
            """;
        var ids = await transaction.Connection!.QueryAsync<Guid>(
            sql,
            new
            {
                Ids = rows.Select(r => r.Id).ToArray(),
                ArticleIds = rows.Select(r => r.Message.Article.Id).ToArray(),
                Headlines = rows.Select(r => r.Message.Article.Headline).ToArray(),
                Leads = rows.Select(r => r.Message.Article.Lead).ToArray(),
                Sections = rows.Select(r => r.Message.Article.Section).ToArray(),
                Urls = rows.Select(r => r.Message.Article.Url).ToArray(),
                ParentIds = rows.Select(r => r.Message.ParentId).ToArray(),
                Revisions = rows.Select(r => r.Message.Revision).ToArray(),
                SubmittedAts = rows.Select(r => r.Message.SubmittedAt).ToArray(),
                TrackingHashes = rows.Select(r => r.TrackingHash).ToArray(),
                IdempotencyHashes = rows.Select(r => r.IdempotencyHash).ToArray(),
                Fingerprints = rows.Select(r => r.Fingerprint).ToArray(),
                ConsentVersions = rows.Select(r => r.Consent).ToArray(),
                ConsentedAts = rows.Select(r => r.Consent is null ? (DateTimeOffset?)null : r.Message.SubmittedAt).ToArray(),
                Names = rows.Select(r => r.Message.Text.Name).ToArray(),
                Titles = rows.Select(r => r.Message.Text.Title).ToArray(),
                Contents = rows.Select(r => r.Message.Text.Content).ToArray(),
                PhoneCiphers = rows.Select(r => r.PhoneCipher).ToArray(),
                PhoneKeyIds = rows.Select(r => r.PhoneKeyId).ToArray(),
                PhoneKeys = rows.Select(r => r.Message.Author.Phone).ToArray(),
                AddressKeys = rows.Select(r => r.Message.Author.Address).ToArray(),
                DeviceKeys = rows.Select(r => r.Message.Author.Device).ToArray(),
                FromAuthors = rows.Select(r => r.Message.FromAuthor).ToArray(),
                Keys = buckets.Changed.Keys.ToArray(),
                FullAts = buckets.Changed.Values.ToArray(),
            },
            transaction
        );
        return [.. ids];
    }

    private static async Task<List<Earlier>> FindEarlierAsync(NpgsqlTransaction transaction, IReadOnlyList<SubmissionRow> rows)
    {
        const string sql = """
            SELECT id, idempotency_hash, fingerprint FROM submissions WHERE idempotency_hash = ANY(@Hashes)
            UNION
            SELECT id, idempotency_hash, fingerprint FROM submissions WHERE id = ANY(@Ids)
            """;
        if (rows.Count == 0)
            return [];
        var hashes = rows.Select(r => r.IdempotencyHash).OfType<string>().ToArray();
        var ids = rows.Select(r => r.Id).ToArray();
        return (
            await transaction.Connection!.QueryAsync<Earlier>(sql, new { Hashes = hashes, Ids = ids }, transaction)
        ).AsList();
    }

    private sealed record Earlier(Guid Id, string? IdempotencyHash, string Fingerprint)
    {
        public bool Is(SubmissionRow row) =>
            Id == row.Id || (IdempotencyHash is not null && IdempotencyHash == row.IdempotencyHash);
    }
}

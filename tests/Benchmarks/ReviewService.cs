using System.Net.Http.Json;
using System.Text.Json;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Moderation.Moderator.People;
using Moderation.Moderator.Review;
using Moderation.Testing;
using Moderation.Text;
using Npgsql;

namespace Moderation.Benchmarks;

/// <summary>Moderator in this process, on a database and a virtual host of its own, and a generator of comments.</summary>
internal sealed class ReviewService : IAsyncDisposable
{
    private const string Password = "mật khẩu dùng để đo";
    private const int RowsAtOnce = 500_000;

    private readonly TestDatabase _database;
    private readonly TestBroker _broker;
    private readonly ServiceUnderTest<RecordSubmissionConsumer> _service;
    private int _people;

    private ReviewService(TestDatabase database, TestBroker broker)
    {
        (_database, _broker) = (database, broker);
        _service = new ServiceUnderTest<RecordSubmissionConsumer>(
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["ConnectionStrings:Database"] = database.ConnectionString,
                ["ConnectionStrings:RabbitMq"] = broker.UriOf("moderator").ToString(),
            }
        );
    }

    public NpgsqlDataSource Database => _database.Source;

    public static async Task<ReviewService> StartAsync()
    {
        // The factory looks there for where the service's content is.
        Environment.CurrentDirectory = AppContext.BaseDirectory;
        var review = new ReviewService(await TestDatabase.CreateAsync("benchmark"), await TestBroker.CreateAsync("benchmark"));
        using var client = review._service.Client();
        await Eventually.IsTrueAsync(
            "Moderator is ready",
            async () => (await client.GetAsync("/health/ready")).IsSuccessStatusCode,
            TimeSpan.FromSeconds(90)
        );
        return review;
    }

    /// <summary>A client that is signed in as a new person.</summary>
    public async Task<HttpClient> SignedInAsync(params string[] sections)
    {
        var name = $"Người đo {Interlocked.Increment(ref _people)}";
        await _service
            .Services.GetRequiredService<ModeratorStore>()
            .AddAsync(name, Password, Role.Moderator, sections is [] ? null : sections, CancellationToken.None);
        var client = _service.Client();
        using var response = await client.PostAsJsonAsync("/api/session", new { name, password = Password });
        response.EnsureSuccessStatusCode();
        var session = await response.Content.ReadFromJsonAsync<JsonElement>();
        client.DefaultRequestHeaders.Add("X-CSRF-TOKEN", session.GetProperty("antiforgeryToken").GetString());
        return client;
    }

    /// <summary>
    /// Stores comments as if they had come every second up to now, from 1,000 authors, under 10,000 articles, in 8 sections. Of
    /// twenty, two wait as pending and one as suspect; the rest was decided. The indexes are made afterwards, and nothing is kept
    /// for a crash: ten millions take minutes.
    /// </summary>
    /// <param name="count">How many.</param>
    /// <param name="progress">Told how many are stored.</param>
    public async Task FillAsync(int count, Action<int> progress)
    {
        const string prepare = """
            ALTER TABLE decisions DROP CONSTRAINT decisions_comment_id_revision_fkey;
            ALTER TABLE comments SET UNLOGGED;
            ALTER TABLE searchable_texts SET UNLOGGED;
            """;
        const string indexes = """
            SELECT indexname AS name, indexdef AS definition FROM pg_indexes
            WHERE tablename IN ('comments', 'searchable_texts') AND indexname NOT LIKE '%_pkey'
            ORDER BY indexname
            """;
        await using var connection = await Database.OpenConnectionAsync();
        await connection.ExecuteAsync("SET maintenance_work_mem = '1GB'; SET synchronous_commit = off");
        await connection.ExecuteAsync(prepare);
        var dropped = (await connection.QueryAsync<(string Name, string Definition)>(indexes)).AsList();
        foreach (var (name, _) in dropped)
            await connection.ExecuteAsync($"DROP INDEX {name}");
        for (var first = 1; first <= count; first += RowsAtOnce)
        {
            var last = Math.Min(count, first + RowsAtOnce - 1);
            await connection.ExecuteAsync(
                Generate,
                new
                {
                    first,
                    last,
                    count,
                    Words,
                    Letters,
                    Unmarked = SearchText.Unmarked(Letters),
                },
                commandTimeout: 0
            );
            progress(last);
        }
        foreach (var (_, definition) in dropped)
            await connection.ExecuteAsync(definition, commandTimeout: 0);
        await connection.ExecuteAsync("VACUUM ANALYZE comments, searchable_texts", commandTimeout: 0);
    }

    /// <summary>Stores comments that all wait, as pending, under one article.</summary>
    public async Task AddPendingAsync(int count, string article)
    {
        const string sql = """
            INSERT INTO comments (id, revision, status, article_id, section, name, title, content,
                phone_key, submitted_at, received_at, scores, risk, spans, model, classified_at, scored_at, queued_at)
            SELECT gen_random_uuid(), 1, 'pending', @article, 'Mục 1', 'Bạn đọc ' || i, 'Ý kiến',
                'Đường mới mở nên đi lại đỡ tắc, mong các tuyến khác cũng vậy. ' || i,
                'phone' || i, now(), now(), jsonb_build_object('toxicity', (i % 100) / 100.0), (i % 100) / 100.0,
                '[]', 'benchmark', now(), now(), clock_timestamp()
            FROM generate_series(1, @count) i
            """;
        await using var connection = await Database.OpenConnectionAsync();
        await connection.ExecuteAsync(sql, new { count, article });
        await connection.ExecuteAsync("ANALYZE comments");
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        await _broker.DisposeAsync();
        await _database.DisposeAsync();
    }

    /// <summary>Of which each text has fifteen, in an order of its own.</summary>
    private static readonly string[] Words =
        "đường mới mở nên đi lại đỡ tắc mong các tuyến khác cũng sớm được sửa như vậy để học sinh và người già qua cầu an toàn"
            .Split(' ');

    private static readonly string Letters = string.Concat($"bạn đọc ý kiến {string.Join(' ', Words)}".Distinct());

    /// <summary>Texts are written as <see cref="SearchText"/> would read them: they are in lower case.</summary>
    private const string Generate = """
        WITH stored AS (INSERT INTO comments (id, revision, status, article_id, headline, section, name, title, content,
            phone_key, masked_phone, submitted_at, received_at, scores, risk,
            spans, model, classified_at, scored_at, queued_at, decided_at)
        SELECT (lpad(to_hex((extract(epoch FROM n.moment) * 1000)::bigint), 12, '0') || '7'
                || substr(n.hash, 1, 3) || '8' || substr(n.hash, 4, 15))::uuid,
            1, n.status, 'bai-' || i % 10000, 'Bài viết ' || i % 10000, 'Mục ' || i % 8, 'Bạn đọc ' || i % 1000, 'Ý kiến ' || i,
            (SELECT string_agg((@Words)[1 + ('x' || substr(n.hash, w * 2, 2))::bit(8)::int % cardinality(@Words)], ' ' ORDER BY w)
                FROM generate_series(1, 15) w) || ' ' || substr(n.hash, 1, 8),
            'phone' || i % 1000, '091****678', n.moment, n.moment,
            jsonb_build_object('spam', n.spam, 'toxicity', n.toxicity, 'hate', n.hate, 'constructive', 0.4),
            greatest(n.spam, n.toxicity, n.hate), '[]', 'benchmark', n.moment, n.moment,
            CASE WHEN is_waiting(n.status) THEN n.moment END, CASE WHEN is_decided(n.status) THEN n.moment END
        FROM (
            SELECT i::bigint, clock_timestamp() - make_interval(secs => @count - i) AS moment, md5(i::text) AS hash,
                (i::bigint * 7919 % 1000) / 1000.0 AS spam, (i::bigint * 104729 % 1000) / 1000.0 AS toxicity,
                (i::bigint * 1299709 % 1000) / 1000.0 AS hate,
                CASE i % 20 WHEN 0 THEN 'pending' WHEN 1 THEN 'pending' WHEN 2 THEN 'suspect' WHEN 3 THEN 'rejected'
                    ELSE 'approved' END AS status
            FROM generate_series(@first, @last) i
        ) n
        RETURNING id, name, title, content, masked_phone)
        INSERT INTO searchable_texts (comment_id, revision, marked, unmarked)
        SELECT id, 1, t.marked, translate(t.marked, @Letters, @Unmarked)
        FROM stored, lower(concat_ws(' ', name, title, content, masked_phone)) AS t (marked)
        """;
}

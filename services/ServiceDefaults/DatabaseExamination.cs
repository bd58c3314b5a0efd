using System.Runtime.CompilerServices;
using Dapper;
using Moderation.Contracts;
using Npgsql;

namespace Moderation.ServiceDefaults;

/// <summary>The service's database: whether it answers, is up to date, keeps what it takes, and does not choke.</summary>
internal sealed class DatabaseExamination(NpgsqlDataSource database, Migrations migrations, TimeProvider time) : IExamination
{
    private const int OldestVersion = 150_000;

    public string Part => "database";

    public async IAsyncEnumerable<Diagnosis> ExamineAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var state = await connection.QuerySingleAsync<State>(State.Query);
        var seen = time.GetUtcNow();
        yield return Version(state);
        yield return await TablesAsync(connection);
        if (state.Lossy is { } lossy)
            yield return Bad(
                $"{lossy} đang tắt: mất điện là mất bình luận đã nhận",
                $"{lossy} is off: a power cut loses comments that were accepted",
                $"bật {lossy} trong PostgreSQL",
                $"switch {lossy} on in PostgreSQL"
            );
        var ahead = state.Now - seen;
        if (ahead.Duration() > TimeSpan.FromSeconds(2))
            yield return Doubtful(
                $"đồng hồ của PostgreSQL lệch {ahead.TotalSeconds:0} giây so với máy này",
                $"PostgreSQL's clock is {ahead.TotalSeconds:0} s from this machine's",
                "đồng bộ giờ của cả hai máy",
                "synchronise the clocks of both machines"
            );
        if (state.OldestSeconds > 300)
            yield return Doubtful(
                $"một giao dịch mở đã {state.OldestSeconds / 60} phút: các bảng hàng chờ phình ra",
                $"a transaction is open for {state.OldestSeconds / 60} minutes: tables that serve as queues swell",
                $"tìm tiến trình {state.OldestPid} trong pg_stat_activity và kết thúc nó",
                $"find process {state.OldestPid} in pg_stat_activity, and end it"
            );
        if (state.Connections > state.MaxConnections * 8 / 10)
            yield return Doubtful(
                $"{state.Connections} trong {state.MaxConnections} kết nối đang dùng",
                $"{state.Connections} of {state.MaxConnections} connections are in use",
                "tăng max_connections, hoặc bớt số bản sao",
                "raise max_connections, or run fewer copies"
            );
        if (state.IsRemote && !state.IsEncrypted)
            yield return Doubtful(
                "kết nối đi qua mạng mà không mã hóa",
                "the connection crosses the network in the clear",
                "thêm SSL Mode=VerifyFull vào ConnectionStrings:Database",
                "add SSL Mode=VerifyFull to ConnectionStrings:Database"
            );
    }

    private Diagnosis Version(State state) =>
        state.Version >= OldestVersion
            ? Diagnosis.Good(
                Part,
                $"PostgreSQL {state.Version / 10_000}.{state.Version % 10_000} trả lời",
                $"PostgreSQL {state.Version / 10_000}.{state.Version % 10_000} answers"
            )
            : Bad(
                $"PostgreSQL {state.Version / 10_000} quá cũ",
                $"PostgreSQL {state.Version / 10_000} is too old",
                "nâng cấp lên PostgreSQL 15 trở lên",
                "upgrade to PostgreSQL 15 or later"
            );

    private async Task<Diagnosis> TablesAsync(NpgsqlConnection connection)
    {
        if (migrations.Waiting() is [var first, ..] waiting)
            return Bad(
                $"{waiting.Count} thay đổi bảng chưa áp dụng, bắt đầu từ {first}",
                $"{waiting.Count} migrations are not applied, from {first} on",
                "chạy dịch vụ với Migrations:Only=true bằng tài khoản chủ cơ sở dữ liệu",
                "run the service with Migrations:Only=true as the database's owner"
            );
        var missing = await SchemaCheck.MissingAsync(connection);
        return missing.Count == 0
            ? Diagnosis.Good(Part, "các bảng đủ và đúng phiên bản", "all tables and columns are there")
            : Bad(
                $"thiếu cột: {string.Join(", ", missing)}",
                $"columns are missing: {string.Join(", ", missing)}",
                "phục hồi chúng từ bản sao lưu",
                "restore them from a backup"
            );
    }

    private Diagnosis Bad(string vi, string en, string remedyVi, string remedyEn) =>
        new(Part, Verdict.Bad, new Words(vi, en), new Words(remedyVi, remedyEn));

    private Diagnosis Doubtful(string vi, string en, string remedyVi, string remedyEn) =>
        new(Part, Verdict.Doubtful, new Words(vi, en), new Words(remedyVi, remedyEn));

    private sealed class State
    {
        public const string Query = """
            SELECT current_setting('server_version_num')::int version, clock_timestamp() now,
                (SELECT name FROM pg_settings WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit')
                    AND setting = 'off' ORDER BY name LIMIT 1) lossy,
                coalesce(oldest.seconds, 0) oldest_seconds, oldest.pid oldest_pid,
                (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend')::int connections,
                current_setting('max_connections')::int max_connections,
                coalesce(NOT (inet_client_addr() << '127.0.0.0/8' OR inet_client_addr() = '::1'), false) is_remote,
                coalesce((SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()), false) is_encrypted
            FROM (SELECT) one LEFT JOIN LATERAL (
                SELECT pid, extract(epoch FROM clock_timestamp() - xact_start)::int seconds FROM pg_stat_activity
                WHERE datname = current_database() AND xact_start IS NOT NULL ORDER BY xact_start LIMIT 1) oldest ON true
            """;

        public int Version { get; init; }
        public DateTimeOffset Now { get; init; }

        /// <summary>A setting that makes commits forgettable.</summary>
        public string? Lossy { get; init; }

        public int OldestSeconds { get; init; }
        public int? OldestPid { get; init; }
        public int Connections { get; init; }
        public int MaxConnections { get; init; }
        public bool IsRemote { get; init; }
        public bool IsEncrypted { get; init; }
    }
}

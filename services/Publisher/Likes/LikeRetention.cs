using Moderation.ServiceDefaults;
using Npgsql;

namespace Moderation.Publisher.Likes;

/// <summary>Forgets who liked what longer ago than <see cref="LikesOptions.KeepReaders"/>; the counts stay.</summary>
internal sealed class LikeRetention(LikesOptions options, NpgsqlDataSource database)
    : RetentionJob(new("likes", "Likes:KeepReaders", options.KeepReaders, options.DeleteEvery), database)
{
    protected override string Removal => "DELETE FROM likes WHERE created_at < statement_timestamp() - @Kept";

    protected override string Remainder =>
        """
        SELECT (SELECT min(created_at) FROM likes) AS oldest,
            (SELECT count(*) FROM likes WHERE created_at < statement_timestamp() - @Kept) AS waiting
        """;
}

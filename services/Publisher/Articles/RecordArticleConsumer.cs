using Moderation.Contracts;
using Moderation.ServiceDefaults;

namespace Moderation.Publisher.Articles;

/// <summary>Takes from the bus how articles take comments, of which sites are told.</summary>
public sealed class RecordArticleConsumer(ArticleStore articles) : IConsumes<ArticleChanged>
{
    public Task ConsumeAsync(ArticleChanged message, CancellationToken cancellationToken) =>
        articles.RecordAsync(message, cancellationToken);
}

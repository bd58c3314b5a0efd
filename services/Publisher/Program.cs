using Moderation.Publisher;
using Moderation.Publisher.Articles;
using Moderation.Publisher.Feeds;
using Moderation.Publisher.Fragments;
using Moderation.Publisher.Likes;
using Moderation.Publisher.Publications;
using Moderation.Publisher.Reconciliation;
using Moderation.Publisher.Webhooks;
using Moderation.Publisher.Ways;
using Moderation.ServiceDefaults;

if (CommandLine.IsVerb(args))
    return await Verbs.RunAsync(args);

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("publisher");
builder.AddDatabase<PublicationStore>();
builder.AddBus(consumers => consumers.Add<RecordDecisionConsumer>().Add<RecordArticleConsumer>());
builder.AddPauses(Stations.Publisher, Stations.Webhooks);
builder.AddPublications();
builder.AddArticles();
builder.AddLikes();
builder.AddFeeds();
builder.AddFragments();
builder.AddWebhooks();
builder.AddWays();
builder.AddReconciliation();
builder.Services.AddOpenApi();

var app = builder.Build();
app.UseServiceDefaults();
app.UsePublications();
app.MapPublications();
app.MapLikes();
app.MapFeeds();
app.MapFragments();
app.MapWebhooks();
app.MapWays();
app.MapPauses();
app.MapRetentionRuns();
app.MapReconciliation();
app.MapHealth();
app.MapApiDescription();
return await app.ServeAsync(args);

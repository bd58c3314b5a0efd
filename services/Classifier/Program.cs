using Moderation.Classifier;
using Moderation.Classifier.Learning;
using Moderation.Classifier.Perspective;
using Moderation.Classifier.Registry;
using Moderation.Classifier.Scoring;
using Moderation.Contracts;
using Moderation.ServiceDefaults;

if (CommandLine.IsVerb(args))
    return await Verbs.RunAsync(args);

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("classifier");
builder.AddBus(consumers => consumers.Add<ClassifyCommentConsumer, CommentSubmitted, CommentClassified>(ModelInUse.IsUsable));
builder.AddScoring();
builder.AddRegistry();
builder.AddLearning();
builder.AddPauses(patience: TimeSpan.FromSeconds(1), Stations.Classifier);
builder.AddPerspective();

var app = builder.Build();
app.UseServiceDefaults();
app.MapScoring();
app.MapRegistry();
app.MapLearning();
app.MapPauses();
app.MapRetentionRuns();
app.MapPerspective();
app.MapHealth();
return await app.ServeAsync(args);

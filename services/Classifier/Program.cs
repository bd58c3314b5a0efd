using Moderation.Classifier;
using Moderation.Classifier.Model;
using Moderation.Classifier.Perspective;
using Moderation.Classifier.Scoring;
using Moderation.Contracts;
using Moderation.ServiceDefaults;

if (Verbs.Has(args))
    return await Verbs.RunAsync(args);

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("classifier");
builder.Services.ConfigureHttpJsonOptions(http => ContractJson.Configure(http.SerializerOptions));
var model = builder.AddModel();
builder.AddBus(bus => bus.AddClassification(model));

var app = builder.Build();
app.AnnounceModel(model);
app.UseServiceDefaults();
app.MapHealth();
app.MapScoring();
app.MapPerspective();
await app.RunAsync();
return 0;
